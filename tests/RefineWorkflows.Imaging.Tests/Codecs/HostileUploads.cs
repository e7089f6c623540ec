using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Imaging.Tests.Codecs;

public sealed class HostileUploads
{
    private readonly ImageCodec _codec = new(new ImageLimits());

    [Fact]
    public void A_truncated_png_is_refused()
    {
        byte[] png = _codec.EncodePng(Some.Image(200, 200, seed: 4));
        Assert.Throws<InvalidImageException>(() => _codec.Decode(png.AsMemory(0, png.Length / 2)));
    }

    [Fact]
    public void A_truncated_jpeg_is_refused()
    {
        byte[] jpeg = _codec.EncodeJpeg(Some.Image(200, 200, seed: 4), 90);
        Assert.Throws<InvalidImageException>(() => _codec.Decode(jpeg.AsMemory(0, jpeg.Length / 2)));
    }

    [Fact]
    public void A_truncated_webp_is_refused()
    {
        byte[] webp = _codec.EncodeWebp(Some.Image(200, 200, seed: 4), 90);
        Assert.Throws<InvalidImageException>(() => _codec.Decode(webp.AsMemory(0, webp.Length / 2)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello, I am a picture")]
    [InlineData("%PDF-1.7")]
    public void What_is_no_picture_is_refused(string text)
        => Assert.Throws<InvalidImageException>(() => _codec.Decode(System.Text.Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"5\" height=\"5\"/>")]
    [InlineData("  <?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"5\" height=\"5\"/>")]
    public void An_svg_is_no_upload_and_the_refusal_says_so(string svg)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(svg);
        Assert.Contains("SVG", Assert.Throws<InvalidImageException>(() => _codec.Decode(bytes)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidImageException>(() => _codec.ReadHeader(bytes));
    }

    [Fact]
    public void A_header_that_claims_a_huge_size_is_refused_before_any_pixel()
    {
        byte[] bomb = Some.PngClaiming(100_000, 100_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ImageTooLargeException refusal = Assert.Throws<ImageTooLargeException>(() => _codec.Decode(bomb));
        Assert.Equal(10_000_000_000, refusal.Actual);
        Assert.Equal(nameof(ImageLimits.Pixels), refusal.Setting);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_file_longer_than_the_limit_is_refused()
    {
        var strict = new ImageCodec(new ImageLimits { Bytes = 100 });
        Assert.Throws<ImageTooLargeException>(() => strict.Decode(_codec.EncodePng(Some.Image(64, 64, seed: 5))));
    }

    [Fact]
    public void An_animation_of_too_many_frames_is_refused()
        => Assert.Throws<ImageTooLargeException>(() => _codec.ReadHeader(Some.Gif(501)));

    [Fact]
    public void Damaged_pictures_are_decoded_or_refused_and_never_crash()
    {
        RgbImage image = Some.Image(40, 40, seed: 6);
        byte[][] originals = [_codec.EncodePng(image), _codec.EncodeJpeg(image, 80), _codec.EncodeWebp(image, 80), Some.Gif(3)];
        var random = new Random(20260101);
        int refused = 0;
        for (int round = 0; round < 400; round++)
        {
            byte[] bytes = [.. originals[round % originals.Length]];
            for (int hit = random.Next(1, 12); hit > 0; hit--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            refused += TryDecode(bytes) ? 0 : 1;
        }

        Assert.InRange(refused, 50, 400);
    }

    [Fact]
    public void Noise_behind_a_good_signature_is_refused()
    {
        byte[][] signatures = [[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], [0xFF, 0xD8, 0xFF, 0xE0], [.. "GIF89a"u8], [.. "RIFF\0\0\0\0WEBPVP8 "u8]];
        for (int seed = 0; seed < 100; seed++)
            Assert.False(TryDecode([.. signatures[seed % signatures.Length], .. Some.Bytes(300, seed)]), $"seed {seed}");
    }

    private bool TryDecode(byte[] bytes)
    {
        try
        {
            return _codec.Decode(bytes).Width > 0;
        }
        catch (ImagingException refusal) when (refusal is InvalidImageException or ImageTooLargeException)
        {
            return false;
        }
    }
}
