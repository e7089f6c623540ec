using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Imaging.Tests.Codecs;

public sealed class Decoding
{
    private readonly ImageCodec _codec = new(new ImageLimits());

    [Fact]
    public void A_png_comes_back_to_the_byte()
    {
        RgbImage image = Some.Image(61, 47, seed: 1);
        RgbImage back = _codec.Decode(_codec.EncodePng(image));
        Assert.Equal((61, 47), (back.Width, back.Height));
        Assert.True(image.Pixels.SequenceEqual(back.Pixels));
    }

    [Fact]
    public void Jpeg_and_webp_come_back_nearly_the_same()
    {
        RgbImage image = Some.Painted(64, 64, (x, y) => ((byte)(x * 3), (byte)(y * 3), 90));
        foreach (byte[] bytes in new[] { _codec.EncodeJpeg(image, 95), _codec.EncodeWebp(image, 95) })
        {
            RgbImage back = _codec.Decode(bytes);
            double difference = 0;
            for (int i = 0; i < image.Pixels.Length; i++)
                difference += Math.Abs(image.Pixels[i] - back.Pixels[i]);
            Assert.InRange(difference / image.Pixels.Length, 0, 4);
        }
    }

    [Fact]
    public void The_header_names_format_size_and_frames()
    {
        RgbImage image = Some.Image(33, 21, seed: 2);
        Assert.Equal(new ImageHeader(ImageFormat.Png, 33, 21, 1), _codec.ReadHeader(_codec.EncodePng(image)));
        Assert.Equal(new ImageHeader(ImageFormat.Jpeg, 33, 21, 1), _codec.ReadHeader(_codec.EncodeJpeg(image, 80)));
        Assert.Equal(new ImageHeader(ImageFormat.Webp, 33, 21, 1), _codec.ReadHeader(_codec.EncodeWebp(image, 80)));
        Assert.Equal(new ImageHeader(ImageFormat.Gif, 1, 1, 3), _codec.ReadHeader(Some.Gif(3)));
    }

    [Fact]
    public void Of_an_animation_the_first_frame_is_decoded()
        => Assert.Equal([255, 0, 0], _codec.Decode(Some.Gif(4)).Pixels.ToArray());

    [Fact]
    public void Transparency_is_laid_on_white()
    {
        RgbImage image = _codec.Decode(Some.Png(2, 1, colourType: 6, [0, 255, 0, 0, 0, 0, 0, 255, 255]));
        Assert.Equal([255, 255, 255, 0, 0, 255], image.Pixels.ToArray());
    }

    [Fact]
    public void Grey_becomes_three_equal_bands()
        => Assert.Equal([7, 7, 7, 200, 200, 200], _codec.Decode(Some.Png(2, 1, colourType: 0, [0, 7, 200])).Pixels.ToArray());

    [Fact]
    public void A_photo_taken_sideways_is_turned_upright()
    {
        byte[] jpeg = _codec.EncodeJpeg(Some.Painted(64, 32, (x, _) => x < 32 ? ((byte)255, (byte)0, (byte)0) : ((byte)0, (byte)0, (byte)255)), 95);
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        byte[] sideways = [.. jpeg[..2], .. exif, .. jpeg[2..]];

        Assert.Equal(new ImageHeader(ImageFormat.Jpeg, 32, 64, 1), _codec.ReadHeader(sideways));
        RgbImage upright = _codec.Decode(sideways);
        Assert.Equal((32, 64), (upright.Width, upright.Height));
        Assert.True(upright.Pixels[0] > 200 && upright.Pixels[2] < 60, "the left half, red, belongs on top");
        Assert.True(upright.Pixels[^1] > 200 && upright.Pixels[^3] < 60, "the right half, blue, belongs below");
    }

    [Fact]
    public void Resizing_gives_exactly_the_size_that_was_asked_for()
    {
        RgbImage small = _codec.Resize(Some.Plain(200, 100, 10, 200, 30), 37, 91);
        Assert.Equal((37, 91), (small.Width, small.Height));
        Assert.Equal([10, 200, 30], small.Pixels[..3].ToArray());
    }

    [Fact]
    public void Eight_threads_get_equal_results()
    {
        RgbImage image = Some.Image(128, 96, seed: 3);
        byte[] png = _codec.EncodePng(image);
        string[] results = [.. ParallelEnumerable.Range(0, 32).WithDegreeOfParallelism(8).Select(_ =>
        {
            RgbImage decoded = _codec.Decode(png);
            RgbImage small = _codec.Resize(decoded, 40, 30);
            RgbImage drawn = _codec.RenderSvg(Drawing.Letters, 80, 60);
            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData([.. _codec.EncodePng(decoded), .. small.Pixels, .. drawn.Pixels]));
        })];
        Assert.Single(results.Distinct());
    }
}
