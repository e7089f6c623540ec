using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Measures;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;

namespace RefineWorkflows.Refinement.Tests.Generation.Painting;

public sealed class PaintingStyles
{
    private const string Scene = "a cat in a garden";
    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private static readonly EmbeddedPainter Painter = new();

    [Fact]
    public async Task Noir_is_black_and_white_with_dark_corners()
    {
        RgbImage picture = await PaintAsync($"{Scene}, noir");
        Assert.True(Saturation(picture) < 0.02, $"{Saturation(picture)}");
        Assert.True(Luma(picture).Min() < 10 && Luma(picture).Max() > 225);
        RgbImage plain = await PaintAsync(Scene);
        Assert.True(Corners(picture) < 0.4 * Corners(plain), $"{Corners(plain)} -> {Corners(picture)}");
    }

    [Fact]
    public async Task A_sketch_is_grey_lines_on_bright_paper()
    {
        RgbImage picture = await PaintAsync($"{Scene}, sketch");
        double[] luma = Luma(picture);
        Assert.True(luma.Average() > 0.75 * 255, $"{luma.Average()}");
        Assert.True(Saturation(picture) < 0.08, $"{Saturation(picture)}");
        Assert.InRange(luma.Count(value => value < 150) / (double)luma.Length, 0.01, 0.2);
    }

    [Fact]
    public async Task Pixel_art_has_few_colours_in_square_blocks()
    {
        RgbImage picture = await PaintAsync($"{Scene}, pixel art");
        var colours = new HashSet<int>();
        int alike = 0;
        for (int i = 0; i < picture.Width * picture.Height; i++)
        {
            colours.Add(Colour(picture, i));
            if (i % picture.Width > 0 && Colour(picture, i) == Colour(picture, i - 1))
                alike++;
        }

        Assert.InRange(colours.Count, 8, 24);
        Assert.True(alike > 0.5 * picture.Width * picture.Height, $"{alike}");
    }

    [Fact]
    public async Task Watercolour_is_lighter_and_leaves_the_sheet_bare_at_its_rim()
    {
        RgbImage plain = await PaintAsync(Scene);
        RgbImage picture = await PaintAsync($"{Scene}, watercolour");
        Assert.True(Luma(picture).Average() > Luma(plain).Average() + 20);
        Assert.True(Corners(picture) > 225, $"{Corners(picture)}");
        Assert.True(Saturation(picture) > 0.1);
    }

    [Fact]
    public async Task Pastel_lifts_the_blacks_and_keeps_the_colours()
    {
        RgbImage plain = await PaintAsync(Scene);
        RgbImage picture = await PaintAsync($"{Scene}, pastel");
        Assert.True(Luma(picture).Min() > 70 && Luma(plain).Min() < 50, $"{Luma(plain).Min()} -> {Luma(picture).Min()}");
        Assert.True(Luma(picture).Average() > Luma(plain).Average() + 15);
        Assert.True(Saturation(picture) > 0.12, $"{Saturation(picture)}");
    }

    [Fact]
    public async Task Oil_breaks_a_smooth_sky_into_strokes_and_keeps_its_brightness()
    {
        RgbImage plain = await PaintAsync(Scene);
        RgbImage picture = await PaintAsync($"{Scene}, oil painting");
        Assert.True(Unrest(picture) > 1.5 * Unrest(plain), $"{Unrest(plain)} -> {Unrest(picture)}");
        Assert.InRange(Luma(picture).Average() - Luma(plain).Average(), -14, 14);
    }

    [Fact]
    public async Task Neon_lights_cyan_and_magenta_contours_in_the_dark()
    {
        RgbImage picture = await PaintAsync($"{Scene}, neon");
        int cyan = 0, magenta = 0;
        for (int i = 0; i < picture.Width * picture.Height; i++)
        {
            (int red, int green, int blue) = (picture.Pixels[i * 3], picture.Pixels[(i * 3) + 1], picture.Pixels[(i * 3) + 2]);
            cyan += blue > 150 && green > red + 30 ? 1 : 0;
            magenta += blue > 120 && red > green + 50 ? 1 : 0;
        }

        double all = picture.Width * picture.Height;
        Assert.True(cyan > 0.004 * all && magenta > 0.004 * all, $"{cyan} {magenta}");
        Assert.True(Luma(picture).Average() < 110, $"{Luma(picture).Average()}");
    }

    [Theory]
    [InlineData("watercolour")]
    [InlineData("oil painting")]
    [InlineData("sketch")]
    [InlineData("noir")]
    [InlineData("pastel")]
    [InlineData("pixel art")]
    [InlineData("neon")]
    public async Task A_styled_picture_is_the_same_again_and_fits_any_size(string style)
    {
        Assert.Equal((await PaintAsync($"{Scene}, {style}")).Pixels.ToArray(), (await PaintAsync($"{Scene}, {style}")).Pixels.ToArray());
        RgbImage smallest = Codec.Decode((await Painter.GenerateAsync(new GenerationRequest($"{Scene}, {style}", null, 7, 128, 64), CancellationToken.None)).Bytes);
        Assert.Equal((128, 64), (smallest.Width, smallest.Height));
    }

    private static async Task<RgbImage> PaintAsync(string prompt)
        => Codec.Decode((await Painter.GenerateAsync(new GenerationRequest(prompt, null, 7, 192, 192), CancellationToken.None)).Bytes);

    private static double Saturation(RgbImage picture) => ImageMeasurer.Measure(picture).Saturation;

    private static int Colour(RgbImage picture, int i) => (picture.Pixels[i * 3] << 16) | (picture.Pixels[(i * 3) + 1] << 8) | picture.Pixels[(i * 3) + 2];

    private static double[] Luma(RgbImage picture)
    {
        double[] luma = new double[picture.Width * picture.Height];
        for (int i = 0; i < luma.Length; i++)
            luma[i] = (0.2126 * picture.Pixels[i * 3]) + (0.7152 * picture.Pixels[(i * 3) + 1]) + (0.0722 * picture.Pixels[(i * 3) + 2]);
        return luma;
    }

    /// <summary>Mean luma of four patches of four pixels a side.</summary>
    private static double Corners(RgbImage picture)
    {
        double[] luma = Luma(picture);
        return luma.Where((_, i) => (i % picture.Width < 4 || i % picture.Width >= picture.Width - 4) && (i / picture.Width < 4 || i / picture.Width >= picture.Height - 4)).Average();
    }

    /// <summary>How much the luma changes from pixel to pixel in the upper fifth, where the sky is.</summary>
    private static double Unrest(RgbImage picture)
    {
        double[] luma = Luma(picture);
        return Enumerable.Range(1, (luma.Length / 5) - 1).Where(i => i % picture.Width > 0).Average(i => Math.Abs(luma[i] - luma[i - 1]));
    }
}
