using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Features;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Tests.Learning;

/// <summary>Pairs of made-up features, judged by a made-up taste.</summary>
internal static class SomeTaste
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Our recipe in a hurry: one holdout, large steps.</summary>
    public static readonly TrainingSettings Quick = new() { CrossValidateBelow = 0, MaxEpochs = 50, LearningRate = 0.06 };

    public static FeatureSpec Spec(int features) => new([.. Enumerable.Range(0, features).Select(at => $"feature {at}")], "some-1");

    /// <summary>A linear taste over independent features, a share of the votes flipped, those between near equals ties.</summary>
    public static TrainingSet Set(int pairs, int features = 6, ulong seed = 1, double flipped = 0, double tiesBelow = 0, int perGroup = 4)
        => new(Spec(features), [.. Enumerable.Range(0, pairs).Select(at => Pair(at, features, seed, flipped, tiesBelow, perGroup))]);

    public static double[] Numbers(int features, ulong seed, string purpose, int at)
        => [.. Enumerable.Range(0, features).Select(feature => (StableRandom.Unit(seed, purpose, ((long)at * features) + feature) - 0.5) * 3.46)];

    private static TrainingPair Pair(int at, int features, ulong seed, double flipped, double tiesBelow, int perGroup)
    {
        (double[] a, double[] b) = (Numbers(features, seed, "a", at), Numbers(features, seed, "b", at));
        double[] taste = Numbers(features, 77, "taste", 0);
        double gap = a.Zip(taste, (one, other) => one * other).Sum() - b.Zip(taste, (one, other) => one * other).Sum();
        bool first = gap > 0 != StableRandom.Unit(seed, "flip", at) < flipped;
        PairOutcome outcome = Math.Abs(gap) < tiesBelow ? PairOutcome.Tie : first ? PairOutcome.A : PairOutcome.B;
        return new TrainingPair($"pair-{at:0000}", $"prompt-{at / perGroup}", a, b, outcome, 1, PairSource.Human, Start.AddMinutes(at));
    }
}
