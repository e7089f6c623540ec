using System.Diagnostics;
using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Imaging.Tests.Measures;

public sealed class MeasuringTests
{
    [Fact]
    public void A_plain_grey_picture_has_only_brightness()
    {
        var grey = ImageMeasurer.Measure(Pictures.Solid(40, 30, 128, 128, 128));

        Assert.Equal(128 / 255.0, grey.Brightness, 4);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0], new[] { grey.Contrast, grey.Colourfulness, grey.Saturation, grey.Sharpness, grey.Noise, grey.EdgeDensity, grey.SubjectArea, grey.Glow }, Near);
        Assert.Equal(0.5, grey.Warmth, 9);
        Assert.Equal(1, grey.Symmetry, 9);
        Assert.Equal(128 / 255.0, grey.Haze, 9);
        Assert.Equal([new HueShare("grey", 1)], grey.DominantHues);
        Assert.Equal((0, 0.5, 0.5), (grey.SubjectCount, grey.SubjectX, grey.SubjectY));
    }

    [Fact]
    public void Half_black_and_half_white_is_full_contrast()
    {
        var halves = ImageMeasurer.Measure(Pictures.Paint(64, 64, (x, _) => x < 32 ? ((byte)0, (byte)0, (byte)0) : ((byte)255, (byte)255, (byte)255)));

        Assert.Equal(0.5, halves.Brightness, 4);
        Assert.Equal(1, halves.Contrast, 4);
        Assert.Equal(0.5, halves.DarkShare, 9);
        // Both columns at the border are edges, of 62 columns looked at.
        Assert.Equal(2 / 62.0, halves.EdgeDensity, 6);
        // The Laplacian is +255 in one of them and −255 in the other.
        var variance = 2 / 62.0 * 255 * 255;
        Assert.Equal(variance / (variance + 500), halves.Sharpness, 5);
        Assert.Equal(0, halves.Symmetry, 9);
    }

    [Fact]
    public void Colourfulness_is_that_of_hasler_and_suesstrunk()
    {
        // Half (200,100,50), half (100,100,100): R−G is 100 or 0, (R+G)/2−B is 100 or 0; μ = σ = 50 each.
        var picture = Pictures.Paint(20, 20, (x, _) => x % 2 == 0 ? ((byte)200, (byte)100, (byte)50) : ((byte)100, (byte)100, (byte)100));

        Assert.Equal(1.3 * Math.Sqrt(50 * 50 * 2) / 110, ImageMeasurer.Measure(picture).Colourfulness, 9);
    }

    [Fact]
    public void Noise_is_found_by_its_deviation()
    {
        var random = new Random(5);
        double Gauss() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var noisy = Pictures.Paint(256, 256, (_, _) =>
        {
            var level = (byte)Math.Clamp(Math.Round(128 + 10 * Gauss()), 0, 255);
            return (level, level, level);
        });

        Assert.InRange(ImageMeasurer.Measure(noisy).Noise * 255, 9.6, 10.4);
    }

    [Theory]
    [InlineData(255, 0, 0, "red", 1)]
    [InlineData(255, 140, 0, "orange", 1)]
    [InlineData(240, 220, 20, "yellow", 0.923)]
    [InlineData(20, 160, 40, "green", 0.333)]
    [InlineData(0, 200, 200, "cyan", 0)]
    [InlineData(0, 60, 200, "blue", 0)]
    [InlineData(120, 20, 200, "purple", 0.375)]
    [InlineData(255, 80, 180, "pink", 0.586)]
    [InlineData(110, 60, 20, "brown", 0.846)]
    [InlineData(10, 5, 5, "black", 0.667)]
    [InlineData(250, 250, 250, "white", 0.5)]
    public void A_colour_has_its_plain_name_and_warmth(byte red, byte green, byte blue, string name, double warmth)
    {
        var measures = ImageMeasurer.Measure(Pictures.Solid(12, 12, red, green, blue));

        Assert.Equal([new HueShare(name, 1)], measures.DominantHues);
        Assert.Equal(warmth, measures.Warmth, 3);
    }

    [Fact]
    public void A_subject_is_found_where_it_stands()
    {
        // A red disc of radius 40 at (150, 100) on blue, 400×200: scaled to 128×64.
        var measures = ImageMeasurer.Measure(Pictures.Paint(400, 200, (x, y) =>
            (x - 150) * (x - 150) + (y - 100) * (y - 100) < 1600 ? ((byte)220, (byte)30, (byte)20) : ((byte)30, (byte)60, (byte)160)));

        Assert.Equal(1, measures.SubjectCount);
        Assert.InRange(measures.SubjectArea, 0.055, 0.07);
        Assert.InRange(measures.SubjectX, 0.37, 0.38);
        Assert.InRange(measures.SubjectY, 0.49, 0.51);
        Assert.Equal("red", measures.SubjectHues[0].Name);
        Assert.Equal("blue", Assert.Single(measures.BackgroundHues).Name);
        Assert.InRange(measures.SubjectWarmth, 0.85, 0.95);
        Assert.Equal(30 / 190.0, measures.BackgroundWarmth, 2);
        Assert.True(measures.SubjectContrast > 0.7);
    }

    [Fact]
    public void Subjects_are_counted()
    {
        var measures = ImageMeasurer.Measure(Pictures.Paint(120, 120, (x, y) =>
            y is >= 50 and < 70 && x / 20 % 2 == 1 && x < 120 - 10 ? ((byte)250, (byte)240, (byte)40) : ((byte)20, (byte)20, (byte)30)));

        Assert.Equal(3, measures.SubjectCount);
    }

    [Fact]
    public void A_sky_above_a_meadow_is_no_subject()
    {
        var landscape = Pictures.Paint(160, 100, (_, y) => y < 50 ? ((byte)120, (byte)170, (byte)240) : ((byte)60, (byte)140, (byte)50));

        Assert.Equal(0, ImageMeasurer.Measure(landscape).SubjectCount);
    }

    [Fact]
    public void Embers_glow_and_burn_and_night_is_dark()
    {
        // A quarter burning orange, a quarter candlelight, a half night.
        var measures = ImageMeasurer.Measure(Pictures.Paint(40, 40, (x, y) => (x < 20, y < 20) switch
        {
            (true, true) => ((byte)255, (byte)120, (byte)10),
            (true, false) => ((byte)255, (byte)230, (byte)180),
            _ => ((byte)10, (byte)10, (byte)30),
        }));

        Assert.Equal(0.25, measures.FireShare, 9);
        Assert.Equal(0.25, measures.Glow, 9);
        Assert.Equal(0.5, measures.DarkShare, 9);
    }

    [Fact]
    public void A_mirrored_picture_is_symmetric_and_noise_is_not()
    {
        var mirrored = Pictures.Paint(101, 40, (x, y) => ((byte)(Math.Abs(x - 50) * 5), (byte)(y * 6), 0));

        Assert.Equal(1, ImageMeasurer.Measure(mirrored).Symmetry, 6);
        Assert.InRange(ImageMeasurer.Measure(Pictures.Noise(100, 100, 3)).Symmetry, 0, 0.1);
    }

    [Fact]
    public void Every_measure_stays_in_its_range_for_any_picture()
    {
        var random = new Random(17);
        for (var round = 0; round < 60; round++)
        {
            var (width, height) = (random.Next(1, 200), random.Next(1, 200));
            var measures = ImageMeasurer.Measure(Pictures.Noise(width, height, round));
            foreach (var property in typeof(ImageMeasures).GetProperties().Where(property => property.PropertyType == typeof(double)))
                Assert.True((double)property.GetValue(measures)! is >= 0 and <= 1, $"{property.Name} = {property.GetValue(measures)} at {width}×{height}");
        }
    }

    [Fact]
    public void The_vectorised_texture_equals_the_plain_formula()
    {
        var image = Pictures.Noise(43, 19, 23);
        float At(int x, int y) => 0.299f * image.At(x, y).Red + 0.587f * image.At(x, y).Green + 0.114f * image.At(x, y).Blue;
        var (edges, noise) = (0, 0.0);
        for (var y = 1; y < 18; y++)
        {
            for (var x = 1; x < 42; x++)
            {
                var across = At(x + 1, y - 1) + 2 * At(x + 1, y) + At(x + 1, y + 1) - At(x - 1, y - 1) - 2 * At(x - 1, y) - At(x - 1, y + 1);
                var down = At(x - 1, y + 1) + 2 * At(x, y + 1) + At(x + 1, y + 1) - At(x - 1, y - 1) - 2 * At(x, y - 1) - At(x + 1, y - 1);
                edges += float.Hypot(across, down) / 8 >= 24 ? 1 : 0;
                noise += Math.Abs(At(x - 1, y - 1) - 2 * At(x, y - 1) + At(x + 1, y - 1) - 2 * At(x - 1, y) + 4 * At(x, y) - 2 * At(x + 1, y) + At(x - 1, y + 1) - 2 * At(x, y + 1) + At(x + 1, y + 1));
            }
        }

        var measures = ImageMeasurer.Measure(image);

        Assert.Equal(edges / (41.0 * 17), measures.EdgeDensity, 9);
        Assert.Equal(Math.Sqrt(Math.PI / 2) / 6 * noise / (41 * 17) / 255, measures.Noise, 6);
    }

    [Fact]
    public void A_large_picture_is_measured_quickly()
    {
        var image = Pictures.Noise(1024, 1024, 1);
        var fastest = Enumerable.Range(0, 3).Min(round =>
        {
            var started = Stopwatch.GetTimestamp();
            _ = ImageMeasurer.Measure(image);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });

        // Far above what it takes, so that a busy machine passes and an accidental square does not.
        Assert.InRange(fastest, 0, 1000);
    }

    private static bool Near(double left, double right) => Math.Abs(left - right) < 1e-6;
}
