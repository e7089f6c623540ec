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
        return
        [
            .. names.Select((name, feature) => Pattern(name, feature, decided, Level / names.Count))
                .OfType<(double Luck, FailurePattern Pattern)>()
                .OrderBy(one => one.Luck)
                .ThenBy(one => one.Pattern.Id, StringComparer.Ordinal)
                .Take(Most)
                .Select(one => one.Pattern),
        ];
    }

    private static (double Luck, FailurePattern Pattern)? Pattern(string name, int feature, TrainingPair[] pairs, double level)
    {
        TrainingPair[] more = [.. pairs.Where(pair => Excess(pair, feature) > 0)];
        TrainingPair[] less = [.. pairs.Where(pair => Excess(pair, feature) < 0)];
        TrainingPair[] usual = more.Length >= less.Length ? more : less;
        int differing = more.Length + less.Length;
        double luck = SignTest(usual.Length, differing);
        if (differing < LeastPairs || luck > level)
            return null;
        string direction = usual == more ? "more" : "less";
        return (luck, new FailurePattern(
            $"votes/{name.Replace(' ', '-')}",
            string.Create(CultureInfo.InvariantCulture, $"Pictures with {direction} {name} than the other lose votes ({usual.Length} of {differing})."),
            "preference",
            usual.Length,
            usual.Min(pair => pair.At),
            usual.Max(pair => pair.At),
            [.. usual.OrderByDescending(pair => pair.At).Take(Examples).Select(pair => pair.Id)]));
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
