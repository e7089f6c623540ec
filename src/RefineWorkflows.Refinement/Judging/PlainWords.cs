using System.Globalization;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>Words of a model or a file as they may be shown: on one line, and with nothing in them that a terminal takes for a command.</summary>
public static class PlainWords
{
    /// <summary>The words with single spaces, without control and direction characters, cut at a length.</summary>
    /// <param name="words">What was said; null is nothing.</param>
    /// <param name="longest">How many characters are shown at most; the rest becomes an ellipsis.</param>
    public static string Of(string? words, int longest = int.MaxValue)
    {
        string clean = string.Concat((words ?? "").Select(letter => IsCommand(letter) ? ' ' : letter));
        string line = string.Join(' ', clean.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= longest ? line : $"{line[..longest]}…";
    }

    // U+202A to U+202E and U+2066 to U+2069 turn the direction of what stands around them.
    private static bool IsCommand(char letter)
        => char.IsControl(letter) || letter is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069')
            || char.GetUnicodeCategory(letter) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
