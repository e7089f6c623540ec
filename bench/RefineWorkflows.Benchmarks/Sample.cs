using System.Globalization;

namespace RefineWorkflows.Benchmarks;

/// <summary>Repetitions of one measurement.</summary>
internal sealed class Sample(IEnumerable<double> values)
{
    private readonly double[] sorted = [.. values.Order()];

    public int Count => sorted.Length;

    public double Median => Quantile(0.5);

    /// <summary>Nearest-rank quantile.</summary>
    public double Quantile(double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];

    /// <summary>How many there are and how far they lie apart.</summary>
    public string Spread(string format) => string.Create(CultureInfo.InvariantCulture, $"n={Count}, {sorted[0].ToString(format, CultureInfo.InvariantCulture)}..{sorted[^1].ToString(format, CultureInfo.InvariantCulture)}");
}
