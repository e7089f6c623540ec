using System.Globalization;
using System.Text.RegularExpressions;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>Finds the score of a reply: a line that announces one, or else the first <c>N/10</c> in the text.</summary>
internal static partial class ReplyScore
{
    public static bool IsScoreLine(string line) => ScoreLine().IsMatch(line);

    /// <summary>Where the first score of a line ends; null for a line without one.</summary>
    public static int? EndOfFirst(string line)
    {
        Match score = ScoreLine().Match(line);
        if (!score.Success)
            score = BareScore().Match(line);
        return score.Success ? score.Index + score.Length : null;
    }

    public static double? Find(IReadOnlyList<string> lines, List<string> warnings)
    {
        List<Match> found = [.. lines.Select(line => ScoreLine().Match(line)).Where(match => match.Success)];
        if (found.Count == 0)
            found = [.. lines.SelectMany(line => BareScore().Matches(line))];
        if (found.Count == 0)
            return null;

        List<(double Value, double OutOf)> scores = [.. found.Select(match => (Value(match), OutOf(match)))];
        if (scores.Distinct().Skip(1).Any())
            warnings.Add(VerdictWarnings.MultipleScores);
        return Accept(scores[0].Value, scores[0].OutOf, warnings);
    }

    /// <summary>Reads a score that stands alone, as JSON replies give it: <c>8</c>, <c>7.5</c> or <c>8/10</c>.</summary>
    public static double? ReadWhole(string text, List<string> warnings)
    {
        Match match = WholeScore().Match(text);
        return match.Success ? Accept(Value(match), OutOf(match), warnings) : null;
    }

    public static double? Accept(double value, double outOf, List<string> warnings)
    {
        if (outOf != 10)
            warnings.Add(VerdictWarnings.DenominatorNotTen);
        else if (value is >= 1 and <= 10)
            return value;
        else
            warnings.Add(VerdictWarnings.ScoreOutOfRange);
        return null;
    }

    private static double Value(Match match) => Number(match.Groups["n"].Value);

    private static double OutOf(Match match) => match.Groups["m"].Success ? Number(match.Groups["m"].Value) : 10;

    private static double Number(string digits)
        => double.Parse(digits.Replace(',', '.').Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex("""^(?>[\s"'“”>*_#`\-]*)(?:[0-9]{1,3}[.)][\s"'“”*_`\-]*)?(?:(?:final|overall)\s+)?(?:score|rating)[*_`]*\s*[:：=][\s*_`]*(?<n>[+\-−]?[0-9]+(?:[.,][0-9]+)?)(?:\s*(?:/|out\s+of)\s*(?<m>[0-9]+(?:\.[0-9]+)?))?""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ScoreLine();

    [GeneratedRegex("""(?<![-+−/A-Za-z0-9_])(?<![0-9][.,])(?<n>[0-9]{1,3}(?:[.,][0-9]{1,3})?)\s?(?:/\s?|\s?out of )(?<m>10)(?![0-9/])(?![.,\-][0-9])""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BareScore();

    [GeneratedRegex("""^\s*(?<n>[+\-−]?[0-9]+(?:[.,][0-9]+)?)(?:\s*(?:/|out\s+of)\s*(?<m>[0-9]+(?:\.[0-9]+)?))?\s*$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WholeScore();
}
