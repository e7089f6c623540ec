using System.Text.RegularExpressions;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>Takes off what models wrap around an answer: byte order marks, thinking, code fences.</summary>
internal static partial class ReplyText
{
    public static string Normalise(string? reply)
    {
        string text = (reply ?? "").ReplaceLineEndings("\n").Replace("\uFEFF", "", StringComparison.Ordinal);
        text = Thinking().Replace(text, "");
        IEnumerable<string> lines = text.Split('\n').Where(line => !FenceLine().IsMatch(line));
        return string.Join('\n', lines).Trim();
    }

    [GeneratedRegex("<think>.*?(?:</think>|$)", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Thinking();

    [GeneratedRegex(@"^\s*(?:```|~~~)[\w+-]*\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex FenceLine();
}
