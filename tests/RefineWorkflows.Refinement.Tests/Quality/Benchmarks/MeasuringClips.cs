using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Benchmarks;

namespace RefineWorkflows.Refinement.Tests.Quality.Benchmarks;

public sealed class MeasuringClips
{
    [Fact]
    public void A_clip_that_stands_still_is_static_consistent_and_does_not_move()
    {
        BenchmarkReport report = Measure([.. Enumerable.Repeat(SomeFrame.Square(40, 40), 8)]);

        Assert.True(report.IsStatic);
        Assert.Equal(0, Raw(report, "dynamic_degree@blockmatching"));
        Assert.Equal(1, Raw(report, "temporal_flickering"));
        Assert.Equal(1, Raw(report, "motion_smoothness_linear"));
        Assert.Equal(1, Raw(report, "subject_consistency@colorhist64"), 9);
        Assert.Equal(1, Raw(report, "background_consistency@colorhist64"), 9);
    }

    [Fact]
    public void A_thing_that_crosses_the_picture_moves()
    {
        BenchmarkReport report = Measure([.. Enumerable.Range(0, 8).Select(frame => Square(8 + (3 * frame)))]);

        Assert.False(report.IsStatic);
        Assert.Equal(1, Raw(report, "dynamic_degree@blockmatching"));
        Assert.InRange(Raw(report, "subject_consistency@colorhist64"), 0.9, 1);
    }

    [Fact]
    public void A_thing_that_creeps_does_not()
        => Assert.Equal(0, Raw(Measure([.. Enumerable.Range(0, 8).Select(frame => Square(8 + frame))]), "dynamic_degree@blockmatching"));

    [Fact]
    public void Grain_is_no_motion()
    {
        BenchmarkReport report = Measure([.. Enumerable.Range(0, 6).Select(frame => SomeFrame.Noisy(Square(20), 6, (ulong)frame))]);

        Assert.Equal(0, Raw(report, "dynamic_degree@blockmatching"));
        Assert.True(report.IsStatic);
    }

    // At 24 a second every third frame is looked at: what creeps by 1 pixel of 64 a frame moves by 3.
    [Fact]
    public void Motion_is_looked_at_8_times_a_second()
    {
        RgbImage[] clip = [.. Enumerable.Range(0, 22).Select(frame => Square(8 + frame))];

        Assert.Equal(1, Raw(EmbeddedBenchmark.Measure(clip, 24, CancellationToken.None), "dynamic_degree@blockmatching"));
        Assert.Equal(0, Raw(EmbeddedBenchmark.Measure(clip, 8, CancellationToken.None), "dynamic_degree@blockmatching"));
    }

    [Fact]
    public void A_subject_that_changes_its_colour_is_less_consistent_and_its_background_is_not()
    {
        BenchmarkReport report = Measure([Disc(200, 30, 30), Disc(200, 30, 30), Disc(30, 200, 30), Disc(30, 30, 200)]);

        Assert.True(Raw(report, "subject_consistency@colorhist64") < 0.6);
        Assert.True(Raw(report, "background_consistency@colorhist64") > 0.95);
    }

    [Fact]
    public void A_still_picture_has_imaging_quality_and_the_rest_is_missing_with_a_reason()
    {
        BenchmarkReport report = Measure([SomeFrame.Square(40, 40)]);

        Assert.Null(report.IsStatic);
        Assert.Equal(["imaging_quality@measures"], report.Dimensions.Where(reading => reading.Raw is not null).Select(reading => reading.Key));
        Assert.All(report.Dimensions.Where(reading => reading.Raw is null), reading => Assert.StartsWith("it takes", reading.MissingBecause, StringComparison.Ordinal));
        Assert.Null(report.Reading(BenchmarkDimensions.DefaultsOfClips).Value);
        Assert.NotNull(report.Reading(BenchmarkDimensions.DefaultsOfPictures).Value);
    }

    [Fact]
    public void Nothing_here_claims_to_be_the_original_but_what_needs_pixels_only()
        => Assert.Equal(["temporal_flickering"], Measure([SomeFrame.Flat(10), SomeFrame.Flat(20), SomeFrame.Flat(30)]).Dimensions.Where(reading => reading.IsOriginal).Select(reading => reading.Key));

    [Fact]
    public void Imaging_quality_falls_with_every_step_of_blur_and_of_noise()
    {
        RgbImage picture = SomeFrame.Square(40, 40);

        AssertFalls([.. new[] { 0, 1, 2, 4 }.Select(radius => ImagingQuality.Of(SomeFrame.Blurred(picture, radius)))]);
        AssertFalls([.. new[] { 0, 8, 20, 45, 90 }.Select(levels => ImagingQuality.Of(SomeFrame.Noisy(picture, levels, 3)))]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(255)]
    public void A_plain_picture_has_no_imaging_quality(byte level) => Assert.Equal(0, ImagingQuality.Of(SomeFrame.Flat(level)), 9);

    [Fact]
    public void A_mirrored_picture_has_the_same()
        => Assert.Equal(ImagingQuality.Of(SomeFrame.Square(40, 40)), ImagingQuality.Of(SomeFrame.Mirrored(SomeFrame.Square(40, 40))), 4);

    [Fact]
    public void No_frame_and_a_senseless_speed_are_refused()
    {
        Assert.Throws<QualityException>(() => Measure([]));
        Assert.Throws<QualityException>(() => EmbeddedBenchmark.Measure([SomeFrame.Flat(0)], double.NaN, CancellationToken.None));
        Assert.Throws<QualityException>(() => Measure([SomeFrame.Flat(0), SomeFrame.Flat(0, 8, 8)]));
        Assert.Throws<OperationCanceledException>(() => EmbeddedBenchmark.Measure([SomeFrame.Flat(0)], 8, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void The_sharpest_of_three_frames_stands_for_a_clip()
    {
        RgbImage sharp = SomeFrame.Square(40, 40);
        (RgbImage soft, RgbImage softer) = (SomeFrame.Blurred(sharp, 1), SomeFrame.Blurred(sharp, 3));

        Assert.Equal([1, 2, 3], RepresentativeFrame.Candidates(5));
        Assert.Equal(3, RepresentativeFrame.Of([sharp, softer, softer, soft, sharp]));
        Assert.Equal(2, RepresentativeFrame.Of([sharp, softer, sharp, sharp, sharp]));
        Assert.Equal(0, RepresentativeFrame.Of([soft]));
        Assert.Throws<QualityException>(() => RepresentativeFrame.Of([]));
    }

    private static void AssertFalls(double[] values)
    {
        for (int at = 1; at < values.Length; at++)
            Assert.True(values[at] < values[at - 1], string.Join(", ", values));
    }

    private static RgbImage Square(int left) => SomeFrame.Square(left, 20, 28, 64, 64);

    private static RgbImage Disc(byte r, byte g, byte b) => SomeFrame.Paint(64, 64, (x, y) =>
        ((x - 32) * (x - 32)) + ((y - 32) * (y - 32)) < 300 ? (r, g, b) : ((byte)200, (byte)200, (byte)190));

    private static BenchmarkReport Measure(RgbImage[] frames) => EmbeddedBenchmark.Measure(frames, 8, CancellationToken.None);

    private static double Raw(BenchmarkReport report, string key) => Assert.Single(report.Dimensions, reading => reading.Key == key).Raw!.Value;
}
