using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Tuning.Choosing;

/// <summary>
/// Chooses what to ask a person next. With a model: the pair whose answer is expected to tell most about it, by the information
/// that a vote carries about the readout, ½·log(1 + p(1−p)·variance of the log-odds) (MacKay 1992, Houlsby et al. 2011).
/// Without: the pair that differs most from what was asked already, so that the first votes speak of everything.
/// </summary>
public sealed class PairChooser
{
    private readonly PreferenceModel? _model;
    private readonly HashSet<(string, string)> _asked;
    private readonly IReadOnlyList<(IReadOnlyList<double> A, IReadOnlyList<double> B)> _voted;

    /// <param name="model">What was learned so far; null before anything was.</param>
    /// <param name="asked">Pairs of items that were asked or skipped, either way around: they are not asked again.</param>
    /// <param name="voted">Features of the pairs voted on, for the choice without a model and for variety beside one.</param>
    public PairChooser(PreferenceModel? model, IEnumerable<(string ItemA, string ItemB)> asked, IReadOnlyList<(IReadOnlyList<double> A, IReadOnlyList<double> B)> voted)
    {
        ArgumentNullException.ThrowIfNull(asked);
        (_model, _voted) = (model, voted);
        _asked = [.. asked.Select(pair => Key(pair.ItemA, pair.ItemB))];
    }

    /// <summary>The pairs worth asking, best first. Pairs that were asked, and those whose sides look the same, are left out.</summary>
    /// <param name="candidates">What could be asked.</param>
    /// <param name="count">How many are wanted at most.</param>
    public IReadOnlyList<CandidatePair> Rank(IReadOnlyList<CandidatePair> candidates, int count)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        CandidatePair[] open = [.. candidates.Where(pair => !_asked.Contains(Key(pair.ItemA, pair.ItemB)) && !Alike(pair))];
        if (open.Length == 0)
            return [];
        Func<CandidatePair, double> worth = _model is { } model ? pair => Information(model, pair) : Novelty(open);
        return [.. open.Select((pair, at) => (pair, at, worth: worth(pair))).OrderByDescending(one => one.worth).ThenBy(one => one.at).Take(count).Select(one => one.pair)];
    }

    /// <summary>The pair to ask; null when there is none left.</summary>
    public CandidatePair? Next(IReadOnlyList<CandidatePair> candidates) => Rank(candidates, 1) is [var best, ..] ? best : null;

    private static double Information(PreferenceModel model, CandidatePair pair)
    {
        PairOdds odds = model.Compare(pair.A, pair.B);
        double p = odds.A / (odds.A + odds.B);
        return 0.5 * Math.Log(1 + (p * (1 - p) * model.Variance(pair.A, pair.B)));
    }

    // The distance to the nearest difference that was asked, in standard deviations of the candidates' differences, whichever side is called A.
    private Func<CandidatePair, double> Novelty(CandidatePair[] open)
    {
        double[] scale = [.. Enumerable.Range(0, open[0].A.Count).Select(at => Math.Sqrt(open.Average(pair => Math.Pow(pair.A[at] - pair.B[at], 2)))).Select(value => value > 1e-9 ? 1 / value : 0)];
        double[] Gap(IReadOnlyList<double> a, IReadOnlyList<double> b) => [.. scale.Select((factor, at) => Math.Clamp(factor * (a[at] - b[at]), -3, 3))];
        double[][] seen = [.. _voted.Select(pair => Gap(pair.A, pair.B))];
        return pair =>
        {
            double[] gap = Gap(pair.A, pair.B);
            double length = gap.Sum(value => value * value);
            return seen.Length == 0 ? length : seen.Min(other => Math.Min(Distance(gap, other, 1), Distance(gap, other, -1)));
        };
    }

    private static double Distance(double[] one, double[] other, int sign)
    {
        double sum = 0;
        for (int at = 0; at < one.Length; at++)
            sum += Math.Pow(one[at] - (sign * other[at]), 2);
        return sum;
    }

    private static bool Alike(CandidatePair pair)
    {
        if (pair.ItemA == pair.ItemB)
            return true;
        double different = 0;
        for (int at = 0; at < pair.A.Count; at++)
            different = Math.Max(different, Math.Abs(pair.A[at] - pair.B[at]));
        return different < 0.01;
    }

    private static (string, string) Key(string a, string b) => string.CompareOrdinal(a, b) <= 0 ? (a, b) : (b, a);
}
