namespace RefineWorkflows.Refinement.Suites;

/// <summary>Two runs of a suite, case by case.</summary>
/// <param name="Cases">Those that both have, in the later one's order.</param>
/// <param name="OnlyBefore">Ids that only the earlier one has.</param>
/// <param name="OnlyAfter">Ids that only the later one has.</param>
public sealed record SuiteComparison(IReadOnlyList<CaseDelta> Cases, IReadOnlyList<string> OnlyBefore, IReadOnlyList<string> OnlyAfter)
{
    /// <summary>Scores that differ by no more say nothing.</summary>
    public const double UsualTolerance = 0.02;

    /// <summary>Cases that got worse.</summary>
    public IReadOnlyList<CaseDelta> Regressions => [.. Cases.Where(one => one.IsRegression)];

    /// <summary>Mean change of the score over cases that have one in both; null without any.</summary>
    public double? MeanDelta => Cases.Select(one => one.Delta).OfType<double>().ToArray() is { Length: > 0 } deltas ? deltas.Average() : null;

    /// <param name="before">The earlier results.</param>
    /// <param name="after">The later results.</param>
    /// <param name="tolerance">By how much a score may fall, 0 to 1.</param>
    public static SuiteComparison Of(SuiteResults before, SuiteResults after, double tolerance = UsualTolerance)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (tolerance is not (>= 0 and <= 1))
            throw new SuiteException(FormattableString.Invariant($"The tolerance is {tolerance}; a number from 0 to 1 is expected."));
        Dictionary<string, CaseResult> earlier = before.Cases.DistinctBy(one => one.Id).ToDictionary(one => one.Id);
        HashSet<string> later = [.. after.Cases.Select(one => one.Id)];
        return new SuiteComparison(
            [.. after.Cases.Where(one => earlier.ContainsKey(one.Id)).Select(one => Delta(earlier[one.Id], one, tolerance))],
            [.. before.Cases.Select(one => one.Id).Where(id => !later.Contains(id))],
            [.. after.Cases.Select(one => one.Id).Where(id => !earlier.ContainsKey(id))]);
    }

    private static CaseDelta Delta(CaseResult before, CaseResult after, double tolerance)
    {
        double? delta = after.Grade?.Score - before.Grade?.Score;
        bool worse = delta is { } change ? change < -tolerance : before.Grade?.Score is not null && after.Grade?.Score is null;
        return new CaseDelta(after.Id, before.Grade?.Grade, after.Grade?.Grade, before.Grade?.Score, after.Grade?.Score, delta, worse);
    }
}
