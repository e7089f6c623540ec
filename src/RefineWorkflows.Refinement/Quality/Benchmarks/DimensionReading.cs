using System.Globalization;

namespace RefineWorkflows.Refinement.Quality.Benchmarks;

/// <summary>One dimension of one picture or clip: measured, or missing with a reason.</summary>
public sealed record DimensionReading
{
    private DimensionReading(string key, double? raw, string? missingBecause)
        => (Key, Dimension, Raw, MissingBecause) = (key, BenchmarkDimensions.Find(key), raw, missingBecause);

    /// <summary>The name under which it is reported; beside the dimension's own it says by which other means it was measured.</summary>
    public string Key { get; }

    public BenchmarkDimension Dimension { get; }

    /// <summary>As measured, 0 to 1; null when it is missing.</summary>
    public double? Raw { get; }

    /// <summary><see cref="Raw"/> in the range of the dimension, 0 to 1.</summary>
    public double? Normalised => Raw is { } raw ? Dimension.Normalise(raw) : null;

    /// <summary>Set exactly when there is no value.</summary>
    public string? MissingBecause { get; }

    /// <summary>Whether it is measured as the benchmark measures it. An approximation has a name of its own.</summary>
    public bool IsOriginal => Key == Dimension.Key;

    /// <exception cref="QualityException">The key names no dimension, or the value is not from 0 to 1.</exception>
    public static DimensionReading Of(string key, double raw)
        => raw is >= 0 and <= 1
            ? new DimensionReading(key, raw, null)
            : throw new QualityException(string.Create(CultureInfo.InvariantCulture, $"The dimension '{key}' has the value {raw}; 0 to 1 is expected. The original tools give imaging quality a clip as 0 to 100: divide it by 100."));

    /// <exception cref="QualityException">The key names no dimension.</exception>
    public static DimensionReading Missing(string key, string because) => new(key, null, because);

    public override string ToString() => Normalised is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{Key}: {value:0.###} (raw {Raw:0.####})")
        : $"{Key}: missing, {MissingBecause}";
}
