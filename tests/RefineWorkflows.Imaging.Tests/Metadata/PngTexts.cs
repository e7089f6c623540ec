using System.Text;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Metadata;

namespace RefineWorkflows.Imaging.Tests.Metadata;

public sealed class PngTexts
{
    private readonly ImageCodec _codec = new(new ImageLimits());
    private readonly byte[] _png;

    public PngTexts() => _png = _codec.EncodePng(Some.Image(20, 20, seed: 1));

    [Fact]
    public void Texts_of_every_script_come_back()
    {
        var texts = new Dictionary<string, string>
        {
            ["parameters"] = "a hot hotdog\nSteps: 20, Seed: 7",
            ["Umlaut"] = "größer",
            ["Titel"] = "ホットドッグ 🌭",
            ["leer"] = "",
        };
        byte[] png = _codec.EncodePng(Some.Image(20, 20, seed: 1), texts);
        Assert.Equal(texts.OrderBy(t => t.Key), PngText.Read(png).OrderBy(t => t.Key));
        Assert.True(_codec.Decode(png).Pixels.SequenceEqual(_codec.Decode(_png).Pixels));
    }

    [Fact]
    public void Writing_a_key_again_replaces_its_text_and_keeps_the_others()
    {
        byte[] first = PngText.Write(_png, new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        byte[] second = PngText.Write(first, new Dictionary<string, string> { ["a"] = "drei €" });
        Assert.Equal([new("a", "drei €"), new("b", "2")], PngText.Read(second).OrderBy(t => t.Key));
    }

    [Fact]
    public void Compressed_texts_of_other_programs_are_read()
    {
        byte[] png = With(("zTXt", [.. "parameters\0\0"u8, .. Some.Packed(Encoding.Latin1.GetBytes("größe"))]),
            ("iTXt", [.. "Title\0\u0001\0de\0Titel\0"u8, .. Some.Packed(Encoding.UTF8.GetBytes("日本"))]));
        Assert.Equal([new("parameters", "größe"), new("Title", "日本")], PngText.Read(png));
    }

    [Fact]
    public void A_text_that_unpacks_to_more_than_a_mebibyte_is_left_out()
    {
        byte[] bomb = Some.Packed(new byte[64 << 20]);
        byte[] png = With(("zTXt", [.. "bomb\0\0"u8, .. bomb]), ("tEXt", [.. "good\0yes"u8]));
        Assert.Equal([new("good", "yes")], PngText.Read(png));
    }

    [Fact]
    public void Damaged_texts_are_left_out()
    {
        byte[] png = With(("zTXt", [.. "a\0\0"u8, 1, 2, 3]), ("tEXt", [.. "no terminator"u8]), ("iTXt", [.. "b\0\0"u8]), ("tEXt", [.. "c\0ok"u8]));
        Assert.Equal([new("c", "ok")], PngText.Read(png));

        byte[] wrongSum = With(("tEXt", [.. "c\0ok"u8]));
        wrongSum[wrongSum.AsSpan().IndexOf("c\0ok"u8) + 2] ^= 1;
        Assert.Empty(PngText.Read(wrongSum));
    }

    [Fact]
    public void A_png_cut_off_anywhere_is_refused_or_read_and_never_crashes()
    {
        byte[] png = PngText.Write(_png, new Dictionary<string, string> { ["a"] = "1" });
        for (int length = 0; length < png.Length; length++)
            Assert.Throws<InvalidImageException>(() => PngText.Read(png.AsSpan(0, length)));
    }

    [Fact]
    public void Random_damage_never_crashes_the_reader()
    {
        byte[] png = PngText.Write(_png, new Dictionary<string, string> { ["a"] = "1", ["b"] = "ホ" });
        var random = new Random(7);
        int read = 0;
        for (int round = 0; round < 2000; round++)
        {
            byte[] damaged = [.. png];
            for (int hit = 0; hit < 3; hit++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                read += PngText.Read(damaged).Count;
            }
            catch (InvalidImageException)
            {
                read++;
            }
        }

        Assert.True(read > 0);
    }

    [Theory]
    [InlineData("", "text")]
    [InlineData(" key", "text")]
    [InlineData("two  spaces", "text")]
    [InlineData("line\nbreak", "text")]
    [InlineData("ключ", "text")]
    [InlineData("key", "with\0nul")]
    public void Keys_and_texts_that_png_does_not_allow_are_refused(string key, string text)
        => Assert.Throws<ArgumentException>(() => PngText.Write(_png, new Dictionary<string, string> { [key] = text }));

    private byte[] With(params (string Type, byte[] Data)[] chunks)
    {
        using var png = new MemoryStream();
        png.Write(_png.AsSpan(0, 33));
        foreach ((string type, byte[] data) in chunks)
            PngChunk.Append(png, Encoding.ASCII.GetBytes(type), data);
        png.Write(_png.AsSpan(33));
        return png.ToArray();
    }
}
