using RefineWorkflows.Tuning.Features;

namespace RefineWorkflows.Tuning.Learning.Networks;

/// <summary>A frozen base, and where adapters on it begin.</summary>
/// <param name="Frozen">The base.</param>
/// <param name="Down">A's first value, r × d. B and the readout's change always begin at 0, so that an adapter begins as the base.</param>
internal sealed record StartingPoint(TasteBase Frozen, double[] Down)
{
    private const int Hidden = 64;
    private const double Bend = 0.5;

    /// <summary>Where a training with these settings begins.</summary>
    public static StartingPoint Of(TrainingSettings settings, FeatureSpec features, IReadOnlyList<TrainingPair> pairs)
        => settings.Base == BaseKind.Random ? Random(pairs, features.Count, settings.Rank, settings.Seed) : Informed(pairs, features, settings.Rank, settings.Seed);

    /// <summary>The plain recipe: W₀, b₀ and u drawn, features standardised over the set, A normal with deviation 1/√d.</summary>
    public static StartingPoint Random(IReadOnlyList<TrainingPair> pairs, int features, int rank, ulong seed)
    {
        (double[] mean, double[] deviation) = Standard(pairs, features);
        double narrow = 1 / Math.Sqrt(features);
        var frozen = new TasteBase(
            $"random-{seed}",
            mean,
            deviation,
            Single(Gaussian.Many(Hidden * features, narrow, seed, "base weights")),
            Single(Gaussian.Many(Hidden, narrow, seed, "base bias")),
            Single(Gaussian.Many(Hidden, 1 / Math.Sqrt(Hidden), seed, "base readout")));
        return new StartingPoint(frozen, Gaussian.Many(rank * features, narrow, seed, "adapter"));
    }

    /// <summary>
    /// What is known before any vote: every feature matters by itself (one hidden unit a feature, bent where it is far from usual), and
    /// nearly everybody prefers what is sharp, clean and as asked. The adapter then looks for the few features that matter to one user.
    /// </summary>
    public static StartingPoint Informed(IReadOnlyList<TrainingPair> pairs, FeatureSpec features, int rank, ulong seed)
    {
        int count = features.Count;
        (double[] mean, double[] deviation) = Standard(pairs, count);
        var weights = new double[count * count];
        for (int at = 0; at < count; at++)
            weights[(at * count) + at] = Bend;
        var frozen = new TasteBase("informed-1", mean, deviation, weights, new double[count], Single([.. features.Names.Select(Neutral)]));
        return new StartingPoint(frozen, Gaussian.Many(rank * count, 1 / Math.Sqrt(count), seed, "adapter"));
    }

    // What nearly everybody prefers: little, so that a handful of votes outweighs it.
    private static double Neutral(string feature) => feature switch
    {
        "prompt: followed" => 0.3,
        "craft: sharpness" => 0.1,
        "craft: noise" => -0.1,
        _ => feature.StartsWith("judged: ", StringComparison.Ordinal) ? 0.2 : 0,
    };

    /// <summary>Numbers that a file of 32-bit floats keeps exactly.</summary>
    internal static double[] Single(double[] numbers) => [.. numbers.Select(number => (double)(float)number)];

    private static (double[] Mean, double[] Deviation) Standard(IReadOnlyList<TrainingPair> pairs, int features)
    {
        var (mean, deviation) = (new double[features], new double[features]);
        for (int at = 0; at < features; at++)
        {
            double[] values = [.. pairs.SelectMany(pair => new[] { pair.A[at], pair.B[at] })];
            mean[at] = values.Average();
            double variance = values.Average(value => (value - mean[at]) * (value - mean[at]));
            // A feature that never varies says nothing, whatever it is.
            deviation[at] = variance > 1e-18 ? Math.Sqrt(variance) : 1;
        }

        return (mean, deviation);
    }
}
