using System.Globalization;
using System.Text.Json;

namespace RefineWorkflows.Refinement.Judging.Prompts;

/// <summary>A number as judges give it: as such, or as a text that is nothing else.</summary>
internal static class JudgeNumber
{
    /// <summary>A finite number; null for anything else, also for NaN, infinities and booleans.</summary>
    /// <exception cref="InvalidOperationException">A text holds half a surrogate pair.</exception>
    public static double? Read(JsonElement value)
    {
        double? number = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double read) => read,
            _ => null,
        };
        return number is { } finite && double.IsFinite(finite) ? finite : null;
    }
}
