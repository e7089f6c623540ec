using System.Buffers.Binary;
using System.Text;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Metadata;

namespace RefineWorkflows.Imaging.Tests.Codecs;

public sealed class DecodingTests
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    [Fact]
    public void A_png_comes_back_as_the_same_pixels()
    {
        var image = Pictures.Noise(37, 21, 1);

        var back = Codec.Decode(Codec.EncodePng(image));

        Assert.Equal((37, 21), (back.Width, back.Height));
        Assert.True(image.Pixels.SequenceEqual(back.Pixels));
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Webp)]
    public void A_lossy_file_comes_back_almost_the_same(ImageFormat format)
    {
        var image = Pictures.Gradient(64, 48);
        var file = format == ImageFormat.Jpeg ? Codec.EncodeJpeg(image, 90) : Codec.EncodeWebp(image, 90);

        var back = Codec.Decode(file);

        Assert.Equal(new ImageHeader(format, 64, 48, 1), Codec.ReadHeader(file));
        Assert.InRange(MeanDifference(image, back), 0.01, 4);
    }

    [Fact]
    public void A_gif_is_read_by_its_first_frame()
    {
        var header = Codec.ReadHeader(TinyGif);
        var image = Codec.Decode(TinyGif);

        Assert.Equal(new ImageHeader(ImageFormat.Gif, 1, 1, 1), header);
        Assert.Equal((255, 0, 0), image.At(0, 0));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.95)]
    public void A_truncated_png_is_refused(double kept) => Refused(Codec.EncodePng(Pictures.Noise(80, 80, 2)), kept);

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.95)]
    public void A_truncated_jpeg_is_refused(double kept) => Refused(Codec.EncodeJpeg(Pictures.Noise(80, 80, 2), 85), kept);

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.95)]
    public void A_truncated_webp_is_refused(double kept) => Refused(Codec.EncodeWebp(Pictures.Noise(80, 80, 2), 85), kept);

    [Fact]
    public void A_png_without_its_last_chunk_is_refused()
    {
        var file = Codec.EncodePng(Pictures.Gradient(8, 8));

        var refusal = Assert.Throws<InvalidImageException>(() => Codec.Decode(file.AsMemory(0, file.Length - 12)));

        Assert.Contains("cut short", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("just some words")]
    [InlineData("II*\0........")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>")]
    [InlineData("%PDF-1.7")]
    public void What_is_not_a_picture_is_refused(string content)
    {
        var refusal = Assert.Throws<InvalidImageException>(() => Codec.Decode(Encoding.UTF8.GetBytes(content)));

        Assert.Contains("PNG, JPEG, WebP or GIF", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_claims_a_huge_picture_is_refused_without_allocation()
    {
        var bomb = Claiming(100_000, 100_000);
        _ = Codec.ReadHeader(Codec.EncodePng(Pictures.Gradient(4, 4)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refusal = Assert.Throws<ImageTooLargeException>(() => Codec.Decode(bomb));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1 << 20);
        Assert.Contains("100000×100000", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_is_met_exactly()
    {
        var file = Codec.EncodePng(Pictures.Gradient(10, 10));

        Assert.Equal(10, new ImageCodec(new ImageLimits(file.Length, 100, 1)).Decode(file).Width);
        Assert.Throws<ImageTooLargeException>(() => new ImageCodec(new ImageLimits(file.Length, 99, 1)).Decode(file));
        Assert.Throws<ImageTooLargeException>(() => new ImageCodec(new ImageLimits(file.Length - 1, 100, 1)).Decode(file));
        Assert.Throws<ImageTooLargeException>(() => new ImageCodec(new ImageLimits(file.Length, 100, 0)).Decode(file));
    }

    [Fact]
    public void Damaged_bytes_are_refused_or_read_but_never_crash()
    {
        var random = new Random(7);
        var gradient = Pictures.Gradient(40, 30);
        byte[][] files = [Codec.EncodePng(gradient), Codec.EncodeJpeg(gradient, 80), Codec.EncodeWebp(gradient, 80), TinyGif];
        var (read, refused) = (0, 0);
        for (var round = 0; round < 400; round++)
        {
            var file = files[round % files.Length].ToArray();
            for (var change = 0; change < 1 + round % 5; change++)
                file[random.Next(file.Length)] = (byte)random.Next(256);
            try
            {
                var image = Codec.Decode(file.AsMemory(0, random.Next(3) == 0 ? random.Next(file.Length) : file.Length));
                Assert.Equal(image.Width * image.Height * 3, image.Pixels.Length);
                read++;
            }
            catch (ImagingException refusal) when (refusal is InvalidImageException or ImageTooLargeException)
            {
                refused++;
            }
        }

        Assert.True(read > 20 && refused > 100, $"{read} read, {refused} refused");
    }

    [Fact]
    public void Eight_threads_get_the_same_results_as_one()
    {
        const string Svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 96 64'><circle cx='40' cy='30' r='20' fill='red'/><text x='4' y='40' font-size='24'>Tea 8</text></svg>";
        static string Work(int seed)
        {
            var drawn = Codec.RenderSvg(Svg, 96, 64);
            var noise = Codec.Decode(Codec.EncodeJpeg(Codec.Resize(Pictures.Noise(90, 70, seed), 45, 35), 80));
            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData([.. drawn.Pixels, .. noise.Pixels, .. Codec.EncodePng(drawn)]));
        }

        var alone = Enumerable.Range(0, 24).Select(Work).ToArray();
        var together = EightThreads.Run(24, Work);

        Assert.Equal(alone, together);
    }

    private static byte[] TinyGif => Convert.FromHexString("47494638396101000100800000FF0000000000" + "2C00000000010001000002024401003B");

    private static void Refused(byte[] file, double kept)
    {
        var refusal = Assert.Throws<InvalidImageException>(() => Codec.Decode(file.AsMemory(0, (int)(file.Length * kept))));

        Assert.Contains("damaged or cut short", refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Claiming(int width, int height)
    {
        var file = Codec.EncodePng(Pictures.Gradient(4, 4));
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc32.Of(file.AsSpan(12, 17)));
        return file;
    }

    private static double MeanDifference(RgbImage left, RgbImage right)
    {
        long sum = 0;
        for (var place = 0; place < left.Pixels.Length; place++)
            sum += Math.Abs(left.Pixels[place] - right.Pixels[place]);
        return (double)sum / left.Pixels.Length;
    }
}
