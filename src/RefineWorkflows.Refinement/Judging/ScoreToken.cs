using System.Globalization;
using System.Text.RegularExpressions;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>A number that a reply offers as its score, and the scale it was told on.</summary>
internal readonly partial record struct ScoreToken(double Number, double Scale)
{
    public const double Lowest = 1;
    public const double Highest = 10;

    public static List<ScoreToken> OnScoreLines(IEnumerable<string> lines) =>
        [.. lines.Select(line => LineForm().Match(line)).Where(match => match.Success).Select(Read)];

    public static List<ScoreToken> OutOfTenAnywhere(string text) => [.. AnywhereForm().Matches(text).Select(Read)];

    /// <summary>Reads <c>7</c>, <c>7/10</c> or <c>7 out of 10</c> standing alone, as JSON replies carry it.</summary>
    public static ScoreToken? Alone(string text) => AloneForm().Match(text) is { Success: true } match ? Read(match) : null;

    /// <summary>The score, or null with a warning when it is not on the scale from 1 to 10.</summary>
    public double? Value(List<string> warnings)
    {
        if (Scale != Highest)
            warnings.Add(VerdictWarning.DenominatorNotTen);
        else if (Number is < Lowest or > Highest)
            warnings.Add(VerdictWarning.ScoreOutOfRange);
        else
            return Number;
        return null;
    }

    private static ScoreToken Read(Match match) => new(
        Parse(match.Groups["n"].Value),
        match.Groups["m"].Success ? Parse(match.Groups["m"].Value) : match.Groups["percent"].Success ? 100 : Highest);

    private static double Parse(string number) =>
        double.Parse(number.Replace(',', '.').Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture);

    private const string NumberPattern = @"(?<n>[+\-−]?[0-9]+(?:[.,][0-9]+)?)";
    private const string ScalePattern = @"(?:\s*(?:/|out\s+of)\s*(?<m>[0-9]+(?:[.,][0-9]+)?)|\s*(?<percent>%))?";

    [GeneratedRegex(
        @"^[\s>#\-*_""'`]*(?:[0-9]+[.)])?[\s>#\-*_""'`]*(?:(?:final|overall)\s+)?(?:score|rating)[\s*_""'`]*[:：=][\s*_""'`]*" + NumberPattern + ScalePattern,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex LineForm();

    // Not inside a longer number or a date, and not behind a sign: 2024/10/05 and -3/10 are no scores.
    [GeneratedRegex(
        @"(?<![\w/+\-−])(?<![0-9][.,])(?<n>[0-9]+(?:[.,][0-9]+)?)\s*(?:/|out\s+of)\s*10(?![\w/]|[.,][0-9])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex AnywhereForm();

    [GeneratedRegex(@"^\s*" + NumberPattern + ScalePattern + @"\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AloneForm();
}
