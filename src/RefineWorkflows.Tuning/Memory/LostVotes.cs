using System.Globalization;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Memory;

/// <summary>
/// Finds what loses votes again and again: a feature in which the losing pictures differ from the chosen ones in the same
/// direction more often than luck would have it (two-sided sign test; its level is divided by the number of features, so
/// that among many features none shows up by chance).
/// </summary>
public static class LostVotes
{
    private const double Level = 0.05;
    private const int LeastPairs = 8;
    private const int Most = 5;
    private const int Examples = 3;

    /// <param name="names">What each feature is called, in words.</param>
    /// <param name="pairs">The preferences; those of machines and ties are passed over.</param>
    /// <returns>The clearest first, five at most.</returns>
    public static IReadOnlyList<FailurePattern> Find(IReadOnlyList<string> names, IReadOnlyList<TrainingPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(pairs);
        TrainingPair[] decided = [.. pairs.Where(pair => pair.Outcome != PairOutcome.Tie && pair.Source != PairSource.Machine)];
        if (decided.Length < LeastPairs)
            return [];
        List<FailurePattern> found = [];
        TrainingPair[] unexplained = decided;
        // Features go together, so the strongest would be told five times: each further one must explain what those before do not.
        while (found.Count < Most && Strongest(names, unexplained) is { } next)
        {
            found.Add(Pattern(names[next.Feature], next, decided));
            unexplained = [.. unexplained.Where(pair => !(next.More ? Excess(pair, next.Feature) > 0 : Excess(pair, next.Feature) < 0))];
        }

        return found;
    }

    private static (int Feature, bool More, double Luck)? Strongest(IReadOnlyList<string> names, TrainingPair[] pairs)
    {
        (int Feature, bool More, double Luck)? best = null;
        for (int feature = 0; feature < names.Count; feature++)
        {
            int more = pairs.Count(pair => Excess(pair, feature) > 0), less = pairs.Count(pair => Excess(pair, feature) < 0);
            double luck = SignTest(Math.Max(more, less), more + less);
            if (more + less >= LeastPairs && luck <= Level / names.Count && luck < (best?.Luck ?? 1))
                best = (feature, more >= less, luck);
        }

        return best;
    }

    private static FailurePattern Pattern(string name, (int Feature, bool More, double Luck) strongest, TrainingPair[] pairs)
    {
        TrainingPair[] usual = [.. pairs.Where(pair => strongest.More ? Excess(pair, strongest.Feature) > 0 : Excess(pair, strongest.Feature) < 0)];
        int differing = pairs.Count(pair => Excess(pair, strongest.Feature) != 0);
        return new FailurePattern(
            $"votes/{name.Replace(": ", "-", StringComparison.Ordinal).Replace(' ', '-')}",
            string.Create(CultureInfo.InvariantCulture, $"Pictures with {(strongest.More ? "more" : "less")} {name} than the other lose votes ({usual.Length} of {differing})."),
            "preference",
            usual.Length,
            usual.Min(pair => pair.At),
            usual.Max(pair => pair.At),
            [.. usual.OrderByDescending(pair => pair.At).Take(Examples).Select(pair => pair.Id)]);
    }

    /// <summary>By how much the losing picture has more of it.</summary>
    private static double Excess(TrainingPair pair, int feature) => (pair.Outcome == PairOutcome.A ? -1 : 1) * (pair.A[feature] - pair.B[feature]);

    /// <summary>How probable at least so uneven a split is, when both directions are alike.</summary>
    private static double SignTest(int larger, int of)
    {
        double tail = 0;
        double logHalf = of * Math.Log(0.5);
        for (int k = larger; k <= of; k++)
            tail += Math.Exp(LogChoose(of, k) + logHalf);
        return Math.Min(1, 2 * tail);
    }

    private static double LogChoose(int of, int chosen)
    {
        double log = 0;
        for (int at = 1; at <= chosen; at++)
            log += Math.Log(of - chosen + at) - Math.Log(at);
        return log;
    }
}
