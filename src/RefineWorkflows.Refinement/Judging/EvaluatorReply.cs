using System.Text.RegularExpressions;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>
/// Reads what a judge wrote. The asked-for form is a line <c>SCORE: N/10</c> and a line <c>DONE: why</c> or
/// <c>CONTINUE: the next picture</c>; models decorate, reorder, fence and forget it, so reading is tolerant.
/// </summary>
public static partial class EvaluatorReply
{
    /// <summary>Extra attempts after a reply without score or action.</summary>
    public const int DefaultRetries = 2;

    /// <summary>Appended to the instruction when the last reply could not be read.</summary>
    public const string Reminder =
        "Your last reply could not be read. The first line must be exactly `SCORE: N/10` with N from 1 to 10. "
        + "The next line must begin with `DONE:` and a reason, or with `CONTINUE:` and a description of the next image.";

    /// <summary>Makes a verdict of any text. Never throws: what cannot be understood is unknown and without a score.</summary>
    public static Verdict Parse(string? reply)
    {
        string text = Normalise(reply ?? string.Empty);
        if (JsonReply.TryParse(text) is { } structured)
            return structured;
        List<string> warnings = [];
        string[] lines = [.. text.Split('\n').SelectMany(SplitScoreFromAction)];
        double? score = ReadScore(text, lines, warnings);
        return ReadAction(lines, score, warnings);
    }

    private static string Normalise(string reply)
    {
        string text = reply.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\uFEFF", "", StringComparison.Ordinal);
        text = Thinking().Replace(text, "");
        return string.Join('\n', text.Split('\n').Where(line => !Fence().IsMatch(line))).Trim();
    }

    // "SCORE: 8/10 CONTINUE: crop" is two lines written as one. Only a keyword that opens a clause right behind the
    // score counts: "SCORE: 8/10, not DONE: too dark" must not finish a run.
    private static IEnumerable<string> SplitScoreFromAction(string line)
    {
        if (ActionLine().IsMatch(line))
            return [line];
        Match score = ScoreToken.LineForm().Match(line);
        if (!score.Success)
            score = ScoreToken.AnywhereForm().Match(line);
        if (!score.Success)
            return [line];
        int end = score.Index + score.Length;
        foreach (Match action in ActionAnywhere().Matches(line, end))
        {
            int before = line.AsSpan(0, action.Index).TrimEnd(" \t)]*_`-–—").Length;
            if (before <= end || ".,;!|".Contains(line[before - 1], StringComparison.Ordinal))
                return [line[..end], line[action.Index..]];
        }

        return [line];
    }

    private static double? ReadScore(string text, string[] lines, List<string> warnings)
    {
        List<ScoreToken> scores = ScoreToken.OnScoreLines(lines);
        if (scores.Count == 0)
            scores = ScoreToken.OutOfTenAnywhere(text);
        if (scores.Count == 0)
            return null;
        if (scores.Distinct().Count() > 1)
            warnings.Add(VerdictWarning.MultipleScores);
        return scores[0].Value(warnings);
    }

    private static Verdict ReadAction(string[] lines, double? score, List<string> warnings)
    {
        List<(bool Done, string Body)> actions = [];
        for (int i = 0; i < lines.Length; i++)
        {
            Match match = ActionLine().Match(lines[i]);
            if (match.Success)
                actions.Add((match.Groups["word"].Value.StartsWith("d", StringComparison.OrdinalIgnoreCase), Body(match, lines, i + 1)));
        }

        bool done = actions.Exists(action => action.Done);
        if (done && actions.Exists(action => !action.Done))
            warnings.Add(VerdictWarning.BothActions);
        if (done)
            return new Verdict(VerdictAction.Done, score, NullIfEmpty(actions.Find(action => action.Done).Body), null, warnings);
        string? next = NullIfEmpty(actions.Find(action => action.Body.Length > 0).Body);
        if (next is null && actions.Count > 0)
            warnings.Add(VerdictWarning.EmptyContinue);
        return new Verdict(next is null ? VerdictAction.Unknown : VerdictAction.Continue, score, Preamble(lines), next, warnings);
    }

    private static string Body(Match action, string[] lines, int following)
    {
        IEnumerable<string> more = lines.Skip(following)
            .TakeWhile(line => !ActionLine().IsMatch(line))
            .Where(line => !ScoreToken.LineForm().IsMatch(line));
        string body = string.Join('\n', more.Prepend(action.Groups["body"].Value)).Trim();
        string mark = action.Groups["mark"].Value;
        // **CONTINUE: warmer light** closes behind the body what it opened before the keyword.
        return mark.Length > 0 && action.Groups["close"].Length == 0 && body.EndsWith(mark, StringComparison.Ordinal)
            ? body[..^mark.Length].Trim()
            : body;
    }

    private static string? Preamble(string[] lines) => NullIfEmpty(string.Join('\n', lines
        .TakeWhile(line => !ActionLine().IsMatch(line))
        .Where(line => !ScoreToken.LineForm().IsMatch(line))).Trim());

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    [GeneratedRegex(@"<think>.*?(?:</think>|\z)", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Thinking();

    [GeneratedRegex(@"^\s*(?:```|~~~)")]
    private static partial Regex Fence();

    [GeneratedRegex(
        @"^[\s>#\-*_""'`]*?(?:[0-9]+[.)]\s*)?(?<mark>[*_""`]*)(?<word>done|continue)(?<close>[*_""`]*)\s*"
        + @"(?:(?:[:：]|–|—|--)(?<close>[*_`]*)(?<body>.*)|[.!]?[*_""`\s]*$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ActionLine();

    [GeneratedRegex(
        @"\b(?:done|continue)(?:[*_""`]*\s*(?:[:：]|–|—|--)|[.!]?[*_""`\s]*$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ActionAnywhere();
}
