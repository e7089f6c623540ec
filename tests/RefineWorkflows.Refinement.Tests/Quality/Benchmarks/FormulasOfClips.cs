using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Benchmarks;

namespace RefineWorkflows.Refinement.Tests.Quality.Benchmarks;

public sealed class FormulasOfClips
{
    [Fact]
    public void Two_equal_frames_do_not_flicker()
        => Assert.Equal(1, ClipFormulas.TemporalFlickering([SomeFrame.Square(10, 10), SomeFrame.Square(10, 10)]));

    [Fact]
    public void Black_then_white_is_0()
        => Assert.Equal(0, ClipFormulas.TemporalFlickering([SomeFrame.Flat(0), SomeFrame.Flat(255), SomeFrame.Flat(0)]));

    [Fact]
    public void One_frame_has_no_flicker_to_tell() => Assert.Null(ClipFormulas.TemporalFlickering([SomeFrame.Flat(0)]));

    // 10 levels, then 41, then none: 17 in the mean.
    [Fact]
    public void Flicker_is_the_mean_difference_of_neighbours()
        => Assert.Equal((255 - 17) / 255.0, ClipFormulas.TemporalFlickering([SomeFrame.Flat(100), SomeFrame.Flat(110), SomeFrame.Flat(69), SomeFrame.Flat(69)])!.Value, 12);

    // One channel of three, in one column of four: 120 / 12.
    [Fact]
    public void Every_channel_of_every_pixel_counts_alike()
        => Assert.Equal((255 - 10) / 255.0, ClipFormulas.TemporalFlickering([SomeFrame.Flat(0, 4, 4), SomeFrame.Paint(4, 4, (x, _) => ((byte)0, x == 1 ? (byte)120 : (byte)0, (byte)0))])!.Value, 12);

    [Fact]
    public void Playing_backwards_and_mirrored_flickers_alike()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            RgbImage[] clip = [.. Enumerable.Range(0, 5).Select(frame => SomeFrame.Noisy(SomeFrame.Flat((byte)(40 + (10 * frame))), 30, seed + (100 * (ulong)frame)))];
            double flicker = ClipFormulas.TemporalFlickering(clip)!.Value;

            Assert.InRange(flicker, 0, 1);
            Assert.Equal(flicker, ClipFormulas.TemporalFlickering([.. clip.Reverse()])!.Value, 12);
            Assert.Equal(flicker, ClipFormulas.TemporalFlickering([.. clip.Select(SomeFrame.Mirrored)])!.Value, 12);
        }
    }

    [Fact]
    public void An_even_fade_is_perfectly_smooth()
        => Assert.Equal(1, ClipFormulas.MotionSmoothnessLinear([SomeFrame.Flat(0), SomeFrame.Flat(40), SomeFrame.Flat(80), SomeFrame.Flat(120), SomeFrame.Flat(160)]));

    // Guessed 40 where 100 is, and 40 where 61 is: 40.5 in the mean. The last frame has no neighbour behind it.
    [Fact]
    public void A_jerk_is_the_error_of_guessing_between_neighbours()
        => Assert.Equal((255 - 40.5) / 255, ClipFormulas.MotionSmoothnessLinear([SomeFrame.Flat(0), SomeFrame.Flat(100), SomeFrame.Flat(80), SomeFrame.Flat(61), SomeFrame.Flat(0), SomeFrame.Flat(255)])!.Value, 12);

    [Fact]
    public void Half_levels_are_not_rounded()
        => Assert.Equal((255 - 0.5) / 255, ClipFormulas.MotionSmoothnessLinear([SomeFrame.Flat(10), SomeFrame.Flat(10), SomeFrame.Flat(11)])!.Value, 12);

    [Fact]
    public void Two_frames_have_nothing_to_guess() => Assert.Null(ClipFormulas.MotionSmoothnessLinear([SomeFrame.Flat(0), SomeFrame.Flat(0)]));

    [Fact]
    public void Frames_of_different_sizes_are_refused()
    {
        QualityException refused = Assert.Throws<QualityException>(() => ClipFormulas.TemporalFlickering([SomeFrame.Flat(0), SomeFrame.Flat(0, 8, 8)]));

        Assert.Equal("Frame 2 has 8×8 pixels and the first 16×16; a clip has frames of one size.", refused.Message);
        Assert.Throws<QualityException>(() => ClipFormulas.MotionSmoothnessLinear([SomeFrame.Flat(0), SomeFrame.Flat(0), SomeFrame.Flat(0, 8, 8)]));
    }

    [Fact]
    public void Equal_features_are_consistent()
        => Assert.Equal(1, ClipFormulas.Consistency([[0.2, 0.8], [0.2, 0.8], [0.4, 1.6]])!.Value, 12);

    // To the first: cos 45° and cos 90°; to the one before: cos 45° twice. ½(0.7071 + 0.7071), ½(0 + 0.7071).
    [Fact]
    public void Consistency_asks_the_first_frame_and_the_one_before()
        => Assert.Equal(0.75 * Math.Sqrt(0.5), ClipFormulas.Consistency([[1, 0], [1, 1], [0, 1]])!.Value, 12);

    [Fact]
    public void Opposite_features_count_as_0_and_not_below() => Assert.Equal(0, ClipFormulas.Consistency([[1, 0], [-1, 0]]));

    [Fact]
    public void One_frame_is_consistent_with_nothing() => Assert.Null(ClipFormulas.Consistency([[1, 0]]));

    [Theory]
    [InlineData(16, 4, true)]
    [InlineData(16, 3, false)]
    [InlineData(8, 2, true)]
    [InlineData(8, 1, false)]
    [InlineData(2, 1, true)]
    [InlineData(2, 0, false)]
    public void A_clip_moves_when_a_quarter_of_its_frames_do(int frames, int moving, bool moves)
        => Assert.Equal(moves, ClipFormulas.Moves([.. Enumerable.Range(0, frames - 1).Select(pair => Motion(pair < moving ? 0.024 : 0.023))]));

    [Fact]
    public void The_fastest_twentieth_decides()
    {
        Assert.True(ClipFormulas.Moves([[.. Enumerable.Range(0, 100).Select(place => place < 5 ? 0.03 : 0.0)]]));
        Assert.False(ClipFormulas.Moves([[.. Enumerable.Range(0, 100).Select(place => place < 3 ? 0.03 : 0.0)]]));
        Assert.Null(ClipFormulas.Moves([]));
    }

    [Theory]
    [InlineData(16, 2, 0, true)]
    [InlineData(16, 3, 0, false)]
    // Two times two times the length of a still pair is what the way around may have.
    [InlineData(16, 0, 0.046, true)]
    [InlineData(16, 0, 0.048, false)]
    // Of two frames none may move.
    [InlineData(2, 0, 0, true)]
    [InlineData(2, 0, 0.01, false)]
    [InlineData(2, 1, 0, false)]
    public void A_clip_stands_still_when_few_frames_move_and_the_last_is_near_the_first(int frames, int moving, double around, bool still)
        => Assert.Equal(still, ClipFormulas.IsStatic([.. Enumerable.Range(0, frames - 1).Select(pair => Motion(pair < moving ? 0.0118 : 0.0117))], [Motion(around), Motion(0)]));

    private static double[] Motion(double everywhere) => [.. Enumerable.Repeat(everywhere, 40)];
}
