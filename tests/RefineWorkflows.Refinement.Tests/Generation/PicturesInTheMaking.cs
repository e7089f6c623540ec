using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Tests.Generation;

public sealed class PicturesInTheMaking
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private readonly GenerationHub hub = new();

    [Fact]
    public void A_picture_is_known_from_its_beginning_to_its_end_and_not_later()
    {
        GenerationHub.Making making = hub.Begin("run", 3);
        making.Report(new GenerationProgress(0.5, null));
        Assert.Equal((3, 0.5), (hub.Of("run")!.Iteration, hub.Of("run")!.Done));

        making.Dispose();
        making.Report(new GenerationProgress(0.9, null));
        Assert.Null(hub.Of("run"));
    }

    [Fact]
    public void A_preview_is_small_stays_until_the_next_one_and_is_made_once()
    {
        using GenerationHub.Making making = hub.Begin("run", 1);
        making.Report(new GenerationProgress(0.2, Codec.EncodePng(new RgbImage(600, 300, new byte[600 * 300 * 3]))));
        making.Report(new GenerationProgress(0.4, null));

        byte[] preview = hub.Of("run")!.Preview!;

        Assert.Equal(new ImageHeader(ImageFormat.Jpeg, 256, 128, 1), Codec.ReadHeader(preview));
        making.Report(new GenerationProgress(0.6, null));
        Assert.Same(preview, hub.Of("run")!.Preview);
    }

    [Fact]
    public void A_preview_that_cannot_be_shown_harms_nothing()
    {
        using GenerationHub.Making making = hub.Begin("run", 1);
        making.Report(new GenerationProgress(0.2, new byte[] { 0x89, 0x50, 0x4E, 0x47, 1, 2, 3 }));

        Assert.Null(hub.Of("run")!.Preview);
        Assert.Equal(0.2, hub.Of("run")!.Done);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(7, 1)]
    [InlineData(double.NaN, 0)]
    public void Shares_beyond_all_sense_are_brought_back(double told, double done)
    {
        using GenerationHub.Making making = hub.Begin("run", 1);
        making.Report(new GenerationProgress(told, null));

        Assert.Equal(done, hub.Of("run")!.Done);
    }
}
