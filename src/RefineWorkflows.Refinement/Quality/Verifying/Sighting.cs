using System.Globalization;

namespace RefineWorkflows.Refinement.Quality.Verifying;

/// <summary>How far one thing that the prompt says is to be seen.</summary>
/// <param name="Of">What was looked for.</param>
/// <param name="Value">0 to 1; null when pixels cannot tell.</param>
/// <param name="Weight">How much it counts beside the others.</param>
/// <param name="Because">What was seen, for people.</param>
internal sealed record Sighting(string Of, double? Value, double Weight, string Because)
{
    public override string ToString() => Value is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{Of}: {value:0.##} ({Because})")
        : $"{Of}: unknown ({Because})";
}
