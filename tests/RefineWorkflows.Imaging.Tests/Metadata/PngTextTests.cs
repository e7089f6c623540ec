using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Metadata;

namespace RefineWorkflows.Imaging.Tests.Metadata;

public sealed class PngTextTests
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    [Fact]
    public void Texts_come_back_and_the_pixels_stay()
    {
        var image = Pictures.Gradient(9, 7);
        var texts = new Dictionary<string, string> { ["prompt"] = "ein Gewitter über dem Meer 🌊", ["seed"] = "42", ["empty"] = "" };

        var file = Codec.EncodePng(image, texts);

        Assert.Equal(texts, PngText.Read(file));
        Assert.True(image.Pixels.SequenceEqual(Codec.Decode(file).Pixels));
    }

    [Fact]
    public void A_text_written_again_replaces_the_old_one_only()
    {
        var first = PngText.Write(Codec.EncodePng(Pictures.Gradient(3, 3)), new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });

        var second = PngText.Write(first, new Dictionary<string, string> { ["b"] = "3" });

        Assert.Equal(new Dictionary<string, string> { ["a"] = "1", ["b"] = "3" }, PngText.Read(second));
        Assert.Equal(first.Length, second.Length);
    }

    [Fact]
    public void Texts_of_other_programs_are_read()
    {
        var file = With("tEXt", [.. "parameters\0"u8, .. "steps: 20"u8]);
        file = With("zTXt", [.. "packed\0\0"u8, .. Packed("caf\u00e9", Encoding.Latin1)], file);
        file = With("iTXt", [.. "wide\0\u0001\0de\0Weit\0"u8, .. Packed("weit – 広い", Encoding.UTF8)], file);

        Assert.Equal(
            new Dictionary<string, string> { ["parameters"] = "steps: 20", ["packed"] = "café", ["wide"] = "weit – 広い" },
            PngText.Read(file));
    }

    [Fact]
    public void A_text_whose_checksum_is_wrong_is_refused()
    {
        var file = Codec.EncodePng(Pictures.Gradient(3, 3), new Dictionary<string, string> { ["prompt"] = "a lighthouse" });
        file[file.AsSpan().IndexOf("lighthouse"u8)] ^= 1;

        Assert.Contains("checksum", Assert.Throws<InvalidImageException>(() => PngText.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_chunk_that_unpacks_without_end_is_refused()
    {
        var bomb = With("zTXt", [.. "bomb\0\0"u8, .. Packed(new string('a', 64 << 20), Encoding.Latin1)]);
        Assert.InRange(bomb.Length, 1, 200_000);

        Assert.Contains("bomb", Assert.Throws<InvalidImageException>(() => PngText.Read(bomb)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no end of keyword")]
    [InlineData("\0")]
    [InlineData("key\0\u0001")]
    [InlineData("key\0\u0001\u0001\0\0x")]
    [InlineData("key\0\u0001\0\0\0not zlib")]
    public void A_malformed_text_is_refused(string data) =>
        Assert.Throws<InvalidImageException>(() => PngText.Read(With("iTXt", Encoding.Latin1.GetBytes(data))));

    [Theory]
    [InlineData("")]
    [InlineData(" spaced ")]
    [InlineData("日本")]
    [InlineData("line\nbreak")]
    public void A_keyword_that_png_forbids_is_refused(string keyword) =>
        Assert.Throws<ArgumentException>(() => Codec.EncodePng(Pictures.Gradient(2, 2), new Dictionary<string, string> { [keyword] = "x" }));

    [Fact]
    public void Damaged_files_are_refused_or_read_but_never_crash()
    {
        var random = new Random(11);
        var whole = Codec.EncodePng(Pictures.Gradient(5, 5), new Dictionary<string, string> { ["prompt"] = "a fox", ["seed"] = "1" });
        var refused = 0;
        for (var round = 0; round < 2000; round++)
        {
            var file = whole.ToArray();
            file[random.Next(file.Length)] = (byte)random.Next(256);
            try
            {
                Assert.InRange(PngText.Read(file.AsSpan(0, random.Next(2) == 0 ? random.Next(file.Length) : file.Length)).Count, 0, 2);
            }
            catch (InvalidImageException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 1999);
    }

    private static byte[] With(string type, byte[] data, byte[]? file = null)
    {
        file ??= Codec.EncodePng(Pictures.Gradient(2, 2));
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(body.Length + 4), Crc32.Of(body));
        return [.. file[..33], .. chunk, .. file[33..]];
    }

    private static byte[] Packed(string text, Encoding encoding)
    {
        var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.Optimal))
            packing.Write(encoding.GetBytes(text));
        return packed.ToArray();
    }
}
