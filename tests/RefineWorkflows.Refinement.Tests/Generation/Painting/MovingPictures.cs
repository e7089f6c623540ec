using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;

namespace RefineWorkflows.Refinement.Tests.Generation.Painting;

public sealed class MovingPictures
{
    private static readonly GenerationRequest Lighthouse = new("a lighthouse at sunset", null, 11, 160, 96) { Clip = new ClipRequest(9, 12) };
    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private static readonly ClipCodec Clips = new(ImageLimits.Default);

    [Fact]
    public async Task The_same_request_gives_the_same_clip_to_the_byte()
    {
        GeneratedImage[] twice = await Task.WhenAll(Paint(Lighthouse), Paint(Lighthouse));

        Assert.Equal(twice[0].Clip!.Bytes.ToArray(), twice[1].Clip!.Bytes.ToArray());
        Assert.Equal(twice[0].Bytes.ToArray(), twice[1].Bytes.ToArray());
    }

    [Fact]
    public async Task The_camera_starts_with_the_whole_picture_and_comes_nearer()
    {
        GeneratedImage image = await Paint(Lighthouse);
        RgbImage still = Codec.Decode((await Paint(Lighthouse with { Clip = null })).Bytes);

        IReadOnlyList<RgbImage> frames = Clips.Split(image.Clip!.Bytes, [0, 4, 8]);

        Assert.Equal(new ClipHeader(ClipFormat.Webp, 160, 96, 9, 12), Clips.ReadHeader(image.Clip.Bytes));
        Assert.True(Difference(still, frames[0]) < 4, $"first frame: {Difference(still, frames[0])}");
        Assert.True(Difference(frames[0], frames[1]) < Difference(frames[0], frames[2]));
    }

    [Fact]
    public async Task Its_picture_is_the_sheet_of_six_frames()
    {
        ImageHeader sheet = Codec.ReadHeader((await Paint(Lighthouse)).Bytes);

        Assert.Equal((ImageFormat.Png, 480, 192), (sheet.Format, sheet.Width, sheet.Height));
    }

    [Theory]
    [InlineData(1, 12, "1 frames")]
    [InlineData(EmbeddedPainter.MostFrames + 1, 12, "241 frames")]
    [InlineData(9, 0, "0 a second")]
    [InlineData(9, double.NaN, "NaN a second")]
    public async Task A_length_or_rate_that_makes_no_clip_is_refused(int frames, double rate, string named)
    {
        var refused = await Assert.ThrowsAsync<PaintingException>(() => Paint(Lighthouse with { Clip = new ClipRequest(frames, rate) }));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_pixels_than_fit_into_memory_are_refused_before_anything_is_painted()
        => await Assert.ThrowsAsync<PaintingException>(() => Paint(Lighthouse with { Width = 2048, Height = 2048, Clip = new ClipRequest(240, 24) }));

    private static Task<GeneratedImage> Paint(GenerationRequest request) => new EmbeddedPainter().GenerateAsync(request, default);

    private static double Difference(RgbImage one, RgbImage other)
    {
        long sum = 0;
        for (int place = 0; place < one.Pixels.Length; place++)
            sum += Math.Abs(one.Pixels[place] - other.Pixels[place]);
        return sum / (double)one.Pixels.Length;
    }
}
