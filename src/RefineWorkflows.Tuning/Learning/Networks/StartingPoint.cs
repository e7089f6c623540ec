using RefineWorkflows.Tuning.Features;

namespace RefineWorkflows.Tuning.Learning.Networks;

/// <summary>A frozen base, and where adapters on it begin.</summary>
/// <param name="Frozen">The base.</param>
/// <param name="Down">A's first value, r × d. B and the readout's change always begin at 0, so that an adapter begins as the base.</param>
internal sealed record StartingPoint(TasteBase Frozen, double[] Down)
{
    private const int Hidden = 64;

    /// <summary>Where a training with these settings begins.</summary>
    public static StartingPoint Of(TrainingSettings settings, FeatureSpec features, IReadOnlyList<TrainingPair> pairs)
        => Random(pairs, features.Count, settings.Rank, settings.Seed);

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
