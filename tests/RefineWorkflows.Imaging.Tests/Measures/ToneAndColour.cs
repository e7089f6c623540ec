using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Imaging.Tests.Measures;

public sealed class ToneAndColour
{
    [Fact]
    public void A_flat_grey_has_its_brightness_and_nothing_else()
    {
        ImageMeasures grey = ImageMeasurer.Measure(Pictures.Solid(50, 40, 51, 51, 51));
        Assert.Equal(0.2, grey.Brightness, 6);
        Assert.Equal(0, grey.Contrast, 4);
        Assert.Equal(0, grey.Colourfulness, 6);
        Assert.Equal(0, grey.Saturation, 6);
        Assert.Equal(0, grey.Warmth, 6);
        Assert.Equal(0, grey.Sharpness, 6);
        Assert.Equal(0, grey.Noise, 6);
        Assert.Equal(0, grey.EdgeDensity, 6);
        Assert.Null(grey.Subject);
    }

    [Fact]
    public void Half_black_and_half_white_is_full_contrast()
    {
        ImageMeasures halves = ImageMeasurer.Measure(Pictures.Paint(64, 64, (x, _) => x < 32 ? ((byte)0, (byte)0, (byte)0) : ((byte)255, (byte)255, (byte)255)));
        Assert.Equal(0.5, halves.Brightness, 6);
        Assert.Equal(1, halves.Contrast, 3);
        Assert.Equal(0.5, halves.DarkShare, 6);
    }

    [Fact]
    public void Brightness_weighs_the_bands_as_bt601_does()
    {
        Assert.Equal(0.299, ImageMeasurer.Measure(Pictures.Solid(8, 8, 255, 0, 0)).Brightness, 6);
        Assert.Equal(0.587, ImageMeasurer.Measure(Pictures.Solid(8, 8, 0, 255, 0)).Brightness, 6);
        Assert.Equal(0.114, ImageMeasurer.Measure(Pictures.Solid(8, 8, 0, 0, 255)).Brightness, 6);
    }

    [Fact]
    public void Colourfulness_follows_the_published_formula()
    {
        // plain red: rg = 255, yb = 127.5, no spread: 0.3 · √(255² + 127.5²) = 85.5296
        Assert.Equal(85.5296, ImageMeasurer.Measure(Pictures.Solid(10, 10, 255, 0, 0)).Colourfulness, 3);
        // half red, half blue: rg 255 and 0, yb 127.5 and −255: σ = 127.5 and 191.25, μ = 127.5 and −63.75
        double expected = Math.Sqrt((127.5 * 127.5) + (191.25 * 191.25)) + (0.3 * Math.Sqrt((127.5 * 127.5) + (63.75 * 63.75)));
        ImageMeasures halves = ImageMeasurer.Measure(Pictures.Paint(10, 10, (x, _) => x < 5 ? ((byte)255, (byte)0, (byte)0) : ((byte)0, (byte)0, (byte)255)));
        Assert.Equal(expected, halves.Colourfulness, 3);
        Assert.Equal(1, halves.Saturation, 6);
        Assert.Equal(0, halves.Warmth, 6);
    }

    [Theory]
    [InlineData(255, 120, 0, 1)]
    [InlineData(0, 0, 255, -1)]
    [InlineData(255, 255, 255, 0)]
    [InlineData(204, 153, 102, 0.4)]
    public void Warmth_is_red_without_blue(byte r, byte g, byte b, double warmth)
        => Assert.Equal(warmth, ImageMeasurer.Measure(Pictures.Solid(9, 9, r, g, b)).Warmth, 6);

    [Fact]
    public void Dominant_hues_are_named_and_shared_out()
    {
        IReadOnlyList<HueShare> hues = ImageMeasurer.Measure(Pictures.Paint(100, 10, (x, _) => x switch
        {
            < 50 => ((byte)250, (byte)10, (byte)10),
            < 80 => ((byte)20, (byte)30, (byte)240),
            < 97 => ((byte)255, (byte)255, (byte)255),
            _ => ((byte)0, (byte)200, (byte)0),
        })).DominantHues;
        Assert.Equal(["red", "blue", "white"], hues.Select(hue => hue.Name));
        Assert.Equal(0.5, hues[0].Share, 6);
        Assert.Equal(0.3, hues[1].Share, 6);
    }

    [Fact]
    public void Measures_hardly_depend_on_the_size_of_the_picture()
    {
        static RgbImage Scene(int side) => Pictures.Paint(side, side, (x, y) =>
            Math.Pow(x - (side * 0.6), 2) + Math.Pow(y - (side * 0.5), 2) < side * side * 0.04 ? ((byte)255, (byte)120, (byte)20) : ((byte)30, (byte)60, (byte)90));
        ImageMeasures small = ImageMeasurer.Measure(Scene(128)), large = ImageMeasurer.Measure(Scene(640));
        Assert.Equal(small.Brightness, large.Brightness, 0.01);
        Assert.Equal(small.FireShare, large.FireShare, 0.01);
        Assert.Equal(small.Subject!.Area, large.Subject!.Area, 0.01);
        Assert.Equal(small.Symmetry, large.Symmetry, 0.05);
    }
}
