using System.IO.Compression;
using System.Text;
using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Imaging.Tests.Codecs;

public sealed class Conversion
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    [Fact]
    public void A_photo_taken_sideways_is_turned_upright()
    {
        byte[] jpeg = Codec.EncodeJpeg(Pictures.Paint(64, 32, (x, _) => x < 32 ? ((byte)255, (byte)0, (byte)0) : ((byte)0, (byte)0, (byte)255)), 95);
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];

        RgbImage upright = Codec.Decode((byte[])[.. jpeg[..2], .. exif, .. jpeg[2..]]);

        Assert.Equal((32, 64), (upright.Width, upright.Height));
        Assert.True(upright.At(16, 2) is ( > 200, _, < 60), "the left half, red, belongs on top");
        Assert.True(upright.At(16, 61) is ( < 60, _, > 200), "the right half, blue, belongs below");
    }

    [Fact]
    public void Transparency_is_laid_on_white()
        => Assert.Equal([255, 255, 255, 0, 0, 255], Codec.Decode(Png(2, colourType: 6, [0, 255, 0, 0, 0, 0, 0, 255, 255])).Pixels.ToArray());

    [Fact]
    public void Grey_becomes_three_equal_bands()
        => Assert.Equal([7, 7, 7, 200, 200, 200], Codec.Decode(Png(2, colourType: 0, [0, 7, 200])).Pixels.ToArray());

    [Theory]
    [InlineData("DejaVu Sans")]
    [InlineData("Liberation Serif")]
    [InlineData("Arial")]
    [InlineData("serif")]
    public void Every_family_is_the_shipped_font_whatever_is_installed(string family)
        => Assert.True(Letters(family).Pixels.SequenceEqual(Letters("sans-serif").Pixels));

    [Fact]
    public void A_drawing_whose_proportions_would_cost_gigabytes_is_refused()
        => Assert.Throws<ImageTooLargeException>(() => Codec.RenderSvg("""<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1000000"/>""", 512, 512));

    private static RgbImage Letters(string family)
        => Codec.RenderSvg($"""<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><text x="5" y="40" font-size="40" font-family="{family}">iW</text></svg>""", 80, 60);

    private static byte[] Png(byte width, byte colourType, byte[] row)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        using var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            pack.Write(row);
        Write(png, "IHDR", [0, 0, 0, width, 0, 0, 0, 1, 8, colourType, 0, 0, 0]);
        Write(png, "IDAT", packed.ToArray());
        Write(png, "IEND", []);
        return png.ToArray();
    }

    private static void Write(MemoryStream png, string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        uint sum = Imaging.Metadata.Crc32.Of(body);
        png.Write([0, 0, (byte)(data.Length >> 8), (byte)data.Length, .. body, (byte)(sum >> 24), (byte)(sum >> 16), (byte)(sum >> 8), (byte)sum]);
    }
}
