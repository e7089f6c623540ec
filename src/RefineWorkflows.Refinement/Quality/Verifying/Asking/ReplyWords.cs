using System.Globalization;
using System.Text.Json;

namespace RefineWorkflows.Refinement.Quality.Verifying.Asking;

/// <summary>Takes words and numbers out of a model's reply: on one line, and no longer than anybody reads.</summary>
internal static class ReplyWords
{
    /// <summary>The text on one line, cut; null where there is none.</summary>
    public static string? Short(JsonElement? value, int longest)
    {
        if (value is not { ValueKind: JsonValueKind.String } text)
            return null;
        string line = string.Join(' ', string.Concat(text.GetString()!.Select(letter => char.IsControl(letter) ? ' ' : letter)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? null : line.Length <= longest ? line : $"{line[..longest]}…";
    }

    /// <summary>A finite number, also where it is written as text; null otherwise.</summary>
    public static double? Number(JsonElement? value)
    {
        double? number = value switch
        {
            { ValueKind: JsonValueKind.Number } given => given.GetDouble(),
            { ValueKind: JsonValueKind.String } text when double.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double read) => read,
            _ => null,
        };
        return number is { } finite && double.IsFinite(finite) ? finite : null;
    }
}
