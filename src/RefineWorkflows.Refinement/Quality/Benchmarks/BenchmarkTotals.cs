namespace RefineWorkflows.Refinement.Quality.Benchmarks;

/// <summary>The totals of several dimensions. What is missing is left out, and how much is there is told beside it.</summary>
/// <param name="Quality">Weighted mean of the normalised quality dimensions, 0 to 1; null without any.</param>
/// <param name="Semantic">The same of the semantic ones.</param>
/// <param name="Total">(4 · quality + semantic) / 5, or the one of them that is there; null without any.</param>
/// <param name="QualityCoverage">The part of the quality weights that was measured, 0 to 1.</param>
/// <param name="SemanticCoverage">The part of the semantic weights that was measured, 0 to 1.</param>
public sealed record BenchmarkTotals(double? Quality, double? Semantic, double? Total, double QualityCoverage, double SemanticCoverage)
{
    private const double QualityWeight = 4, SemanticWeight = 1;

    /// <param name="readings">At most one of each dimension counts: the first that has a value.</param>
    public static BenchmarkTotals Of(IEnumerable<DimensionReading> readings)
    {
        DimensionReading[] present = [.. readings.Where(reading => reading.Raw is not null).DistinctBy(reading => reading.Dimension)];
        (double? quality, double qualityCoverage) = Mean(present, BenchmarkGroup.Quality);
        (double? semantic, double semanticCoverage) = Mean(present, BenchmarkGroup.Semantic);
        double? total = quality is null ? semantic : semantic is null ? quality : ((QualityWeight * quality) + (SemanticWeight * semantic)) / (QualityWeight + SemanticWeight);
        return new BenchmarkTotals(quality, semantic, total, qualityCoverage, semanticCoverage);
    }

    /// <summary>The total as the benchmark's own tables have it, where what is absent counts as 0: for comparison with published numbers.</summary>
    public double AsPublished => ((QualityWeight * (Quality ?? 0) * QualityCoverage) + (SemanticWeight * (Semantic ?? 0) * SemanticCoverage)) / (QualityWeight + SemanticWeight);

    private static (double? Mean, double Coverage) Mean(DimensionReading[] readings, BenchmarkGroup group)
    {
        DimensionReading[] own = [.. readings.Where(reading => reading.Dimension.Group == group)];
        double weight = own.Sum(reading => reading.Dimension.Weight);
        double all = BenchmarkDimensions.All.Where(dimension => dimension.Group == group).Sum(dimension => dimension.Weight);
        return own.Length == 0 ? (null, 0) : (own.Sum(reading => reading.Normalised!.Value * reading.Dimension.Weight) / weight, weight / all);
    }
}
