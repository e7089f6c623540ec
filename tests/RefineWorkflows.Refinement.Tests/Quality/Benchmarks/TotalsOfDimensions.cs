using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Benchmarks;

namespace RefineWorkflows.Refinement.Tests.Quality.Benchmarks;

public sealed class TotalsOfDimensions
{
    [Fact]
    public void The_dimensions_and_their_weights_are_those_of_the_benchmark()
    {
        Assert.Equal(16, BenchmarkDimensions.All.Count);
        Assert.Equal(6.5, BenchmarkDimensions.All.Where(dimension => dimension.Group == BenchmarkGroup.Quality).Sum(dimension => dimension.Weight));
        Assert.Equal(9, BenchmarkDimensions.All.Where(dimension => dimension.Group == BenchmarkGroup.Semantic).Sum(dimension => dimension.Weight));
    }

    [Theory]
    [InlineData("temporal_flickering", 0.6293, 0)]
    [InlineData("temporal_flickering", 1, 1)]
    [InlineData("temporal_flickering", 0.81465, 0.5)]
    [InlineData("temporal_flickering", 0.2, 0)]
    [InlineData("motion_smoothness", 0.9975, 1)]
    [InlineData("motion_smoothness", 1, 1)]
    [InlineData("subject_consistency@colorhist64", 0.5731, 0.5)]
    [InlineData("overall_consistency", 0.182, 0.5)]
    [InlineData("scene", 0.8222, 1)]
    public void A_raw_value_is_put_into_the_range_of_its_dimension(string key, double raw, double normalised)
        => Assert.Equal(normalised, DimensionReading.Of(key, raw).Normalised!.Value, 9);

    [Theory]
    [InlineData("semantic_consistency", "overall_consistency", false)]
    [InlineData("temporal_coherence", "temporal_flickering", false)]
    [InlineData("motion_smoothness_linear", "motion_smoothness", false)]
    [InlineData("subject_consistency@colorhist64", "subject_consistency", false)]
    [InlineData("imaging_quality", "imaging_quality", true)]
    public void Names_that_are_in_use_mean_a_dimension_and_approximations_are_none_of_the_benchmark(string key, string dimension, bool original)
    {
        DimensionReading reading = DimensionReading.Of(key, 0.5);

        Assert.Equal(dimension, reading.Dimension.Key);
        Assert.Equal(original, reading.IsOriginal);
    }

    [Fact]
    public void An_unknown_dimension_is_refused()
        => Assert.Contains("There is no benchmark dimension 'beauty'", Assert.Throws<QualityException>(() => DimensionReading.Of("beauty", 0.5)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(73.2)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_value_that_is_not_from_0_to_1_is_refused(double raw)
        => Assert.Contains("divide it by 100", Assert.Throws<QualityException>(() => DimensionReading.Of("imaging_quality", raw)).Message, StringComparison.Ordinal);

    [Fact]
    public void Everything_at_its_best_is_1()
    {
        BenchmarkTotals totals = BenchmarkTotals.Of(BenchmarkDimensions.All.Select(dimension => DimensionReading.Of(dimension.Key, dimension.Max)));

        Assert.Equal(1, totals.Quality!.Value, 12);
        Assert.Equal(1, totals.Semantic!.Value, 12);
        Assert.Equal(1, totals.Total!.Value, 12);
        Assert.Equal(1, totals.AsPublished, 12);
        Assert.Equal((1.0, 1.0), (totals.QualityCoverage, totals.SemanticCoverage));
    }

    // Quality (1 · 0.8 + 0.5 · 1) / 1.5, semantic 0.5, total (4 · 0.8667 + 0.5) / 5.
    [Fact]
    public void What_is_missing_is_left_out_and_told()
    {
        DimensionReading[] readings =
        [
            DimensionReading.Of("imaging_quality", 0.8),
            DimensionReading.Of("dynamic_degree", 1),
            DimensionReading.Of("color", 0.5),
            DimensionReading.Missing("scene", "no captioner"),
        ];
        BenchmarkTotals totals = BenchmarkTotals.Of(readings);

        Assert.Equal(1.3 / 1.5, totals.Quality!.Value, 12);
        Assert.Equal(0.5, totals.Semantic);
        Assert.Equal(((4 * 1.3 / 1.5) + 0.5) / 5, totals.Total!.Value, 12);
        Assert.Equal(1.5 / 6.5, totals.QualityCoverage, 12);
        Assert.Equal(1 / 9.0, totals.SemanticCoverage, 12);
        // The benchmark's own tables count what is absent as 0.
        Assert.Equal(((4 * 1.3 / 6.5) + (0.5 / 9)) / 5, totals.AsPublished, 12);
    }

    [Fact]
    public void One_group_alone_is_the_total()
    {
        Assert.Equal(0.5, BenchmarkTotals.Of([DimensionReading.Of("color", 0.5)]).Total);
        Assert.Equal(0.8, BenchmarkTotals.Of([DimensionReading.Of("imaging_quality", 0.8)]).Total);
        Assert.Null(BenchmarkTotals.Of([]).Total);
        Assert.Equal(0, BenchmarkTotals.Of([]).AsPublished);
    }

    [Fact]
    public void The_channel_is_the_mean_of_what_is_enabled_and_there()
    {
        var report = new BenchmarkReport([DimensionReading.Of("temporal_flickering", 0.81465), DimensionReading.Of("motion_smoothness_linear", 0.9975), DimensionReading.Of("imaging_quality", 0.1)], null);
        ChannelReading reading = report.Reading(BenchmarkDimensions.DefaultsOfClips);

        Assert.Equal(0.75, reading.Value!.Value, 9);
        Assert.Equal(4, reading.Evidence.Count);
        Assert.Contains("overall_consistency: missing, nothing here measures it", reading.Evidence);
        Assert.Equal(0.75, report.Reading(["temporal_coherence", "motion_smoothness"]).Value!.Value, 9);
        Assert.Null(report.Reading(["scene"]).Value);
        Assert.Null(report.Reading([]).Value);
        Assert.Throws<QualityException>(() => report.Reading(["beauty"]));
    }
}
