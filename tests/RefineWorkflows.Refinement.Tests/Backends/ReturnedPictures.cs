using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Tests.Backends;

public sealed class ReturnedPictures : IDisposable
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private static readonly RgbImage Grey = new(8, 6, [.. Enumerable.Repeat((byte)90, 8 * 6 * 3)]);

    private readonly ModelHttp http = new(new BackEndSettings { Name = "any", Kind = BackEndKind.WebUi, Address = new Uri("http://127.0.0.1:7860") }, null, TimeProvider.System);

    public void Dispose() => http.Dispose();

    [Fact]
    public void A_PNG_stays_as_it_came()
    {
        byte[] png = Codec.EncodePng(Grey, new Dictionary<string, string> { ["parameters"] = "kept" });
        GeneratedImage image = ReturnedPicture.Read(http, png, 3);
        Assert.Equal(png, image.Bytes.ToArray());
        Assert.Equal(("png", 3UL), (image.Extension, image.Seed));
    }

    [Fact]
    public void Another_format_becomes_a_PNG_of_the_same_size()
    {
        GeneratedImage image = ReturnedPicture.Read(http, Codec.EncodeWebp(Grey, 90), 3);
        ImageHeader header = Codec.ReadHeader(image.Bytes);
        Assert.Equal((ImageFormat.Png, 8, 6), (header.Format, header.Width, header.Height));
    }

    [Fact]
    public void A_picture_that_is_cut_short_is_refused()
        => Assert.Equal(BackEndFailure.Protocol, Refuse(Codec.EncodePng(Grey)[..^20]).Failure);

    [Fact]
    public void A_page_that_calls_itself_a_picture_is_refused()
        => Assert.Equal(BackEndFailure.Protocol, Refuse("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray()).Failure);

    private BackEndException Refuse(byte[] bytes) => Assert.Throws<BackEndException>(() => ReturnedPicture.Read(http, bytes, 1));
}
