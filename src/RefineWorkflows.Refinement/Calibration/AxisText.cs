using System.Globalization;
using System.Text;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Calibration;

/// <summary>What two values are compared by.</summary>
internal static class AxisText
{
    /// <summary>The value of an axis about which nothing is said.</summary>
    public const string Unspecified = "unspecified";

    private static readonly HashSet<string> Articles = ["a", "an", "the"];
    private static readonly HashSet<string> Nothing = ["", Unspecified, "unknown", "not visible"];
    private static readonly string[] Numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>
    /// Compatibility forms folded, small letters, punctuation and hyphens as spaces, no articles, single spaces. Nothing
    /// is stemmed and nothing reordered: "red car" is not "car red".
    /// </summary>
    public static string Normalise(string? text) => string.Join(' ', Words(text));

    public static string[] Words(string? text)
    {
        var plain = new StringBuilder();
        foreach (Rune rune in CompatibilityForm.Of((text ?? "").ToLowerInvariant()).EnumerateRunes())
            plain.Append(Rune.IsLetterOrDigit(rune) || IsMark(rune) || Rune.IsSymbol(rune) ? rune : new Rune(' '));
        return [.. plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !Articles.Contains(word))];
    }

    /// <summary>Whether a value says nothing: empty, unspecified, unknown, not visible, n/a.</summary>
    public static bool IsUnspecified(string? value)
        => Nothing.Contains(Normalise(value)) || value!.Trim().Equals("n/a", StringComparison.OrdinalIgnoreCase);

    /// <summary>The number of a value, in digits or as a word up to twelve; null when it has none or several.</summary>
    public static int? Number(string[] words)
    {
        int[] numbers = [.. words.Select(Number).OfType<int>()];
        return numbers.Length == 1 ? numbers[0] : null;
    }

    /// <summary>One line without what models wrap around it.</summary>
    public static string OneLine(string? text) => string.Join(' ', ReplyText.Normalise(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static int? Number(string word)
    {
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int digits))
            return digits;
        int named = Array.IndexOf(Numbers, word);
        return named < 0 ? null : named;
    }

    private static bool IsMark(Rune rune)
        => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
