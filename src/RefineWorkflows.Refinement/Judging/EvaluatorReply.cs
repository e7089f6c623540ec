using System.Text.RegularExpressions;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>
/// Reads a judge's reply: a line <c>SCORE: N/10</c>, then <c>DONE: reasoning</c> or <c>CONTINUE: description of the
/// next picture</c>. Judges decorate, fence, think aloud and answer in JSON; all of that is read too.
/// </summary>
public static partial class EvaluatorReply
{
    /// <summary>Sent with the same picture when a reply could not be read.</summary>
    public const string Reminder =
        "Your last reply could not be read. Answer again. The first line must be exactly 'SCORE: N/10', with N a whole "
        + "number from 1 to 10. The second line must start with 'DONE:' and your reasoning, or with 'CONTINUE:' and a "
        + "description of the next image. Write nothing before the first line.";

    /// <summary>Makes a verdict of any text. Never throws: what cannot be read is unknown or null.</summary>
    public static Verdict Parse(string? reply)
    {
        string text = ReplyText.Normalise(reply);
        if (text.StartsWith('{') && JsonReply.TryParse(text) is { } verdict)
            return verdict;

        List<string> warnings = [];
        string[] lines = [.. text.Split('\n').SelectMany(SplitAfterScore)];
        double? score = ReplyScore.Find(lines, warnings);
        return ReadAction(lines, score, warnings);
    }

    internal static Verdict Continue(double? score, string? reasoning, string? body, List<string> warnings)
    {
        if (!string.IsNullOrWhiteSpace(body))
            return new Verdict(VerdictAction.Continue, score, reasoning, body.Trim(), warnings);
        warnings.Add(VerdictWarnings.EmptyContinue);
        return new Verdict(VerdictAction.Unknown, score, reasoning, null, warnings);
    }

    private static Verdict ReadAction(string[] lines, double? score, List<string> warnings)
    {
        List<string> done = [];
        List<string> next = [];
        for (int line = 0; line < lines.Length; line++)
        {
            Match action = ActionLine().Match(lines[line]);
            if (!action.Success)
                continue;
            bool finished = action.Groups["word"].ValueSpan.Equals("done", StringComparison.OrdinalIgnoreCase);
            (finished ? done : next).Add(Body(lines, line, action.Groups["rest"].Value));
        }

        if (done.Count > 0)
        {
            if (next.Count > 0)
                warnings.Add(VerdictWarnings.BothActions);
            return new Verdict(VerdictAction.Done, score, done.Find(text => text.Length > 0), null, warnings);
        }

        return next.Count > 0
            ? Continue(score, null, next.Find(text => text.Length > 0), warnings)
            : new Verdict(VerdictAction.Unknown, score, null, null, warnings);
    }

    /// <summary>The rest of an action line and the lines after it, up to the next action. A score may come late; it is no part of a description.</summary>
    private static string Body(string[] lines, int action, string rest)
    {
        IEnumerable<string> following = lines.Skip(action + 1)
            .TakeWhile(line => !ActionLine().IsMatch(line))
            .Where(line => !ReplyScore.IsScoreLine(line));
        string body = string.Join('\n', following.Prepend(rest)).Trim(' ', '\t', '\n', '*', '_', '`');
        // A quote that opened before the keyword closes behind the body; one that the body opened belongs to it.
        return lines[action].TrimStart().StartsWith('"') && body.EndsWith('"') && body.Count(unit => unit == '"') == 1 ? body[..^1].TrimEnd() : body;
    }

    /// <summary>
    /// Parts "SCORE: 8/10 (good light). CONTINUE: crop" before the keyword. It must open a clause: "SCORE: 8/10 but not
    /// DONE: too dark" is no end. A line that is an action already stays whole, whatever its text says about scores.
    /// </summary>
    private static IEnumerable<string> SplitAfterScore(string line)
    {
        if (ActionLine().IsMatch(line) || ReplyScore.EndOfFirst(line) is not { } end)
            return [line];
        foreach (Match action in ActionWord().Matches(line, end))
        {
            int clause = line.AsSpan(0, action.Index).TrimEnd(" \t)]*_`-–—").Length;
            if (clause <= end || ".,;!|".Contains(line[clause - 1], StringComparison.Ordinal))
                return [line[..action.Index], line[action.Index..]];
        }

        return [line];
    }

    [GeneratedRegex("""^(?>[\s"'“”>*_#`\-]*)(?:[0-9]{1,3}[.)][\s"'“”*_`\-]*)?(?<word>DONE|CONTINUE)(?:[*_`"]*(?:\s*(?::|：|–|—|--)(?<rest>.*)|[.!*_`\s]*(?<rest>)))$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ActionLine();

    [GeneratedRegex("""\b(?:DONE|CONTINUE)(?:[*_`"]*\s{0,4}(?::|：|–|—|--)|[.!*_`]*\s*$)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ActionWord();
}
