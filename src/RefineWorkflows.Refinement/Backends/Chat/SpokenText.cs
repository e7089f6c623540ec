using System.Text.RegularExpressions;

namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>What a model said aloud: its answer without the thinking that some servers leave in it.</summary>
internal static partial class SpokenText
{
    public static string Of(string answer)
    {
        string text = Thinking().Replace(answer, "");
        // Templates that open the thinking themselves leave only its end in the answer.
        int end = text.LastIndexOf("</think>", StringComparison.OrdinalIgnoreCase);
        return (end < 0 ? text : text[(end + "</think>".Length)..]).Trim();
    }

    /// <summary>The first balanced <c>{…}</c> of a text, brackets within strings not counted; null without one.</summary>
    public static string? FirstObject(string text)
    {
        int start = text.IndexOf('{', StringComparison.Ordinal);
        int depth = 0;
        bool quoted = false;
        for (int at = start; at >= 0 && at < text.Length; at++)
        {
            char unit = text[at];
            if (quoted && unit == '\\')
                at++;
            else if (unit == '"')
                quoted = !quoted;
            else if (!quoted && unit == '{')
                depth++;
            else if (!quoted && unit == '}' && --depth == 0)
                return text[start..(at + 1)];
        }

        return null;
    }

    [GeneratedRegex("<think>.*?(?:</think>|$)", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Thinking();
}
