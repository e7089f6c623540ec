using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Composition;

namespace RefineWorkflows.Imaging.Tests.Clips;

public sealed class JoiningFrames
{
    private static readonly ClipCodec Codec = new(ImageLimits.Default);

    [Fact]
    public void Joined_frames_come_back_in_their_order()
    {
        byte[] clip = Codec.Join(Reds(5), 8);

        ClipHeader header = Codec.ReadHeader(clip);
        IReadOnlyList<RgbImage> back = Codec.Split(clip, [0, 2, 4]);

        Assert.Equal(new ClipHeader(ClipFormat.Webp, 40, 24, 5, 8), header);
        Assert.Equal([0, 100, 200], back.Select(frame => (int)Math.Round(frame.At(20, 12).Red / 10.0) * 10));
    }

    [Fact]
    public void The_same_frames_give_the_same_bytes()
        => Assert.Equal(Codec.Join(Reds(4), 24), Codec.Join(Reds(4), 24));

    [Theory]
    [InlineData(24, 24)]
    [InlineData(30, 7)]
    [InlineData(16, 33)]
    public void Frames_are_shown_for_whole_milliseconds_that_add_up(double rate, int frames)
        => Assert.Equal(rate, Codec.ReadHeader(Codec.Join(Reds(frames), rate)).FramesPerSecond, 0.02 * rate);

    [Fact]
    public void A_clip_cut_short_is_refused()
    {
        byte[] clip = Codec.Join(Reds(6), 8);

        Assert.Throws<InvalidImageException>(() => Codec.Split(clip.AsMemory(0, clip.Length * 2 / 3), [0, 5]));
    }

    [Fact]
    public void More_frames_than_allowed_are_refused_both_ways()
    {
        byte[] clip = Codec.Join(Reds(5), 8);
        var few = new ClipCodec(ImageLimits.Default with { Frames = 4 });

        Assert.Contains("5 frames", Assert.Throws<ImageTooLargeException>(() => few.ReadHeader(clip)).Message, StringComparison.Ordinal);
        Assert.Contains("5 frames", Assert.Throws<ImageTooLargeException>(() => few.Join(Reds(5), 8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_pixels_in_all_frames_together_than_allowed_are_refused_before_they_are_decoded()
    {
        byte[] clip = Codec.Join(Reds(5), 8);
        var small = new ClipCodec(ImageLimits.Default with { Pixels = 40 * 24 });

        Assert.Throws<ImageTooLargeException>(() => small.Split(clip, [0]));
    }

    [Fact]
    public void Frames_of_two_sizes_are_no_clip()
        => Assert.Throws<InvalidImageException>(() => Codec.Join([Pictures.Solid(8, 8, 1, 2, 3), Pictures.Solid(8, 9, 1, 2, 3)], 8));

    [Fact]
    public void A_still_picture_is_a_clip_of_one_frame()
    {
        ClipHeader header = Codec.ReadHeader(new ImageCodec(ImageLimits.Default).EncodeWebp(Pictures.Gradient(20, 10), 80));

        Assert.Equal((1, 0), (header.Frames, header.FramesPerSecond));
    }

    [Theory]
    [InlineData(1, 6, new[] { 0 })]
    [InlineData(2, 6, new[] { 0, 1 })]
    [InlineData(6, 6, new[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData(33, 6, new[] { 0, 6, 12, 19, 25, 32 })]
    [InlineData(10, 1, new[] { 0 })]
    public void Evenly_spaced_frames_begin_with_the_first_and_end_with_the_last(int frames, int most, int[] expected)
        => Assert.Equal(expected, EvenFrames.Of(frames, most));

    [Fact]
    public void A_contact_sheet_shows_frames_in_reading_order()
    {
        RgbImage sheet = ContactSheet.Compose(Reds(6));

        Assert.Equal((120, 48), (sheet.Width, sheet.Height));
        Assert.Equal([0, 50, 100, 150, 200, 250], Enumerable.Range(0, 6).Select(place => (int)sheet.At(place % 3 * 40 + 20, place / 3 * 24 + 12).Red));
    }

    [Fact]
    public void Large_frames_are_scaled_down_to_fit_a_sheet()
    {
        RgbImage sheet = ContactSheet.Compose([.. Enumerable.Range(0, 6).Select(_ => Pictures.Solid(1024, 512, 9, 9, 9))]);

        Assert.Equal((1536, 512), (sheet.Width, sheet.Height));
    }

    [Fact]
    public void A_clip_of_one_frame_is_shown_as_that_frame()
    {
        RgbImage only = Pictures.Gradient(30, 20);

        Assert.Same(only, ContactSheet.Compose([only]));
    }

    private static RgbImage[] Reds(int frames) => [.. Enumerable.Range(0, frames).Select(frame => Pictures.Solid(40, 24, (byte)(frame * 50 % 256), 0, 0))];
}
