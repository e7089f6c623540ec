using RefineWorkflows.Imaging.Codecs;

namespace RefineWorkflows.Imaging.Tests.Codecs;

public sealed class DrawingTests
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    [Fact]
    public void An_svg_is_scaled_to_the_size_asked_for_and_lies_on_white()
    {
        var image = Codec.RenderSvg("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><rect x='5' width='5' height='10' fill='#0000ff'/></svg>", 200, 200);

        Assert.Equal((200, 200), (image.Width, image.Height));
        Assert.Equal((255, 255, 255), image.At(50, 100));
        Assert.Equal((0, 0, 255), image.At(150, 100));
    }

    [Fact]
    public void Text_is_drawn_with_glyphs_and_not_with_boxes()
    {
        static int Ink(string letter)
        {
            var image = Codec.RenderSvg($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 40'><text x='4' y='32' font-family='sans-serif' font-size='30'>{letter}</text></svg>", 40, 40);
            return image.Pixels.ToArray().Count(value => value < 128);
        }

        Assert.InRange(Ink("W"), 2 * Ink("i"), 1600);
        Assert.True(Ink("i") > 0);
    }

    [Fact]
    public void What_is_no_svg_is_refused() =>
        Assert.Throws<InvalidImageException>(() => Codec.RenderSvg("<svg xmlns='http://www.w3.org/2000/svg'", 10, 10));

    [Fact]
    public void Resizing_gives_exactly_the_size_asked_for_and_keeps_a_flat_colour()
    {
        var image = Codec.Resize(Pictures.Solid(100, 50, 10, 200, 30), 33, 77);

        Assert.Equal((33, 77), (image.Width, image.Height));
        Assert.Equal((10, 200, 30), image.At(16, 40));
    }

    [Fact]
    public void Sizes_and_qualities_out_of_range_are_refused()
    {
        var image = Pictures.Gradient(4, 4);

        Assert.Throws<ArgumentOutOfRangeException>(() => Codec.Resize(image, 0, 4));
        Assert.Throws<ImageTooLargeException>(() => Codec.Resize(image, 100_000, 100_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => Codec.EncodeJpeg(image, 101));
        Assert.Throws<InvalidImageException>(() => new RgbImage(2, 2, new byte[11]));
    }
}
