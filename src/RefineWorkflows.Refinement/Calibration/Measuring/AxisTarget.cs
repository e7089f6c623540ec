using System.Globalization;
using System.Text.RegularExpressions;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Calibration.Measuring;

/// <summary>What a description asks for on one axis.</summary>
/// <param name="Value">The words; <c>unspecified</c> where it asks for nothing.</param>
/// <param name="Number">What was measured for them; null where somebody wrote the words without it.</param>
internal sealed partial record AxisTarget(string Value, double? Number)
{
    /// <summary>Reads the number behind the axis' words in the canonical reference. A number behind other words is of another value, and does not count.</summary>
    public static AxisTarget Of(Axis axis, ReferenceDescription reference)
    {
        string value = reference.Of(axis.Id);
        string? told = reference.CanonicalReference.Split(';', StringSplitOptions.TrimEntries)
            .FirstOrDefault(part => part.StartsWith($"{axis.Name}: {value} (", StringComparison.OrdinalIgnoreCase));
        return new AxisTarget(value, told is not null && NumberAtEnd().Match(told) is { Success: true } number
            ? double.Parse(number.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : null);
    }

    [GeneratedRegex(@"\((-?[0-9]+(?:\.[0-9]+)?)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberAtEnd();
}
