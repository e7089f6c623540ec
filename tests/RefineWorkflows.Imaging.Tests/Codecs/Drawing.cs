using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Imaging.Tests.Codecs;

public sealed class Drawing
{
    internal const string Letters =
        """<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><text x="5" y="40" font-size="40" font-family="sans-serif">iW</text></svg>""";

    private readonly ImageCodec _codec = new(new ImageLimits());

    [Fact]
    public void An_svg_is_drawn_at_the_wanted_size_on_white()
    {
        RgbImage image = _codec.RenderSvg("""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="5" height="10" fill="#ff8000"/></svg>""", 64, 64);
        Assert.Equal((64, 64), (image.Width, image.Height));
        Assert.Equal([255, 128, 0], image.Pixels[..3].ToArray());
        Assert.Equal([255, 255, 255], image.Pixels[^3..].ToArray());
    }

    [Fact]
    public void Letters_are_letters_and_not_boxes()
    {
        // without a font every letter is the same empty box, so i and W would be equally wide
        int Ink(string letter)
        {
            ReadOnlySpan<byte> pixels = _codec.RenderSvg(Letters.Replace("iW", letter, StringComparison.Ordinal), 80, 60).Pixels;
            int dark = 0;
            for (int i = 0; i < pixels.Length; i += 3)
                dark += pixels[i] < 128 ? 1 : 0;
            return dark;
        }

        Assert.InRange(Ink("i"), 60, 250);
        Assert.True(Ink("W") > 2 * Ink("i"));
    }

    [Theory]
    [InlineData("DejaVu Sans")]
    [InlineData("Liberation Serif")]
    [InlineData("Arial")]
    [InlineData("serif")]
    public void Every_family_is_the_shipped_font_whatever_is_installed(string family)
        => Assert.True(_codec.RenderSvg(Letters.Replace("sans-serif", family, StringComparison.Ordinal), 80, 60).Pixels
            .SequenceEqual(_codec.RenderSvg(Letters, 80, 60).Pixels));

    [Fact]
    public void A_broken_svg_is_refused()
        => Assert.Throws<InvalidImageException>(() => _codec.RenderSvg("<svg><rect", 10, 10));

    [Fact]
    public void A_drawing_larger_than_the_limit_is_refused()
        => Assert.Throws<ImageTooLargeException>(() => _codec.RenderSvg(Letters, 100_000, 100_000));

    [Fact]
    public void A_drawing_of_absurd_proportions_is_refused()
        => Assert.Throws<ImageTooLargeException>(() => _codec.RenderSvg("""<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1000000"/>""", 512, 512));
}
