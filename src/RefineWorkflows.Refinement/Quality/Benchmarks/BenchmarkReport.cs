namespace RefineWorkflows.Refinement.Quality.Benchmarks;

/// <summary>What benchmark formulas say of one picture or clip.</summary>
/// <param name="Dimensions">Measured or missing, one each.</param>
/// <param name="IsStatic">Whether the clip stands still, so that temporal flickering says something; null for a still picture.</param>
public sealed record BenchmarkReport(IReadOnlyList<DimensionReading> Dimensions, bool? IsStatic)
{
    public BenchmarkTotals Totals => BenchmarkTotals.Of(Dimensions);

    /// <summary>The benchmark channel: the mean of the enabled dimensions, as far as they are there.</summary>
    /// <param name="enabled">Names that <see cref="BenchmarkDimensions.Find"/> understands.</param>
    /// <exception cref="QualityException">One of them names no dimension.</exception>
    public ChannelReading Reading(IReadOnlyList<string> enabled)
    {
        ArgumentNullException.ThrowIfNull(enabled);
        BenchmarkDimension[] asked = [.. enabled.Select(BenchmarkDimensions.Find).Distinct()];
        DimensionReading[] readings = [.. asked.Select(Best)];
        double[] values = [.. readings.Select(reading => reading.Normalised).OfType<double>()];
        return values.Length == 0
            ? ChannelReading.Missing(asked.Length == 0 ? "no benchmark dimension is enabled" : string.Join("; ", readings.Select(reading => reading.ToString())))
            : ChannelReading.Of(Math.Clamp(values.Average(), 0, 1), [.. readings.Select(reading => reading.ToString())]);
    }

    private DimensionReading Best(BenchmarkDimension dimension)
        => Dimensions.FirstOrDefault(reading => reading.Dimension == dimension && reading.Raw is not null)
            ?? Dimensions.FirstOrDefault(reading => reading.Dimension == dimension)
            ?? DimensionReading.Missing(dimension.Key, "nothing here measures it");
}
