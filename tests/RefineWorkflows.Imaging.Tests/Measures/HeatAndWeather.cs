using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Imaging.Tests.Measures;

public sealed class HeatAndWeather
{
    [Theory]
    [InlineData(255, 120, 10, 1)]
    [InlineData(230, 30, 20, 1)]
    [InlineData(200, 140, 70, 0)]
    [InlineData(120, 40, 10, 0)]
    [InlineData(255, 250, 240, 0)]
    [InlineData(40, 90, 250, 0)]
    public void Fire_is_bright_and_saturated_from_red_to_gold(byte r, byte g, byte b, double share)
        => Assert.Equal(share, ImageMeasurer.Measure(Pictures.Solid(20, 20, r, g, b)).FireShare);

    [Fact]
    public void White_glows_only_beside_something_that_shines_warmly()
    {
        Assert.Equal(0, ImageMeasurer.Measure(Pictures.Solid(60, 60, 255, 255, 255)).GlowShare);
        ImageMeasures flame = ImageMeasurer.Measure(Pictures.Paint(100, 100, (x, y) =>
            (x, y) is ( > 47 and < 52, > 47 and < 52) ? ((byte)255, (byte)255, (byte)250)
            : (x, y) is ( > 40 and < 60, > 40 and < 60) ? ((byte)255, (byte)170, (byte)40) : ((byte)20, (byte)10, (byte)10)));
        // 16 white pixels and 19² − 16 orange ones
        Assert.Equal(361.0 / 10000, flame.GlowShare, 4);
    }

    [Fact]
    public void Fog_is_haze_and_a_clear_picture_is_not()
    {
        static double Haze(double veil) => ImageMeasurer.Measure(Pictures.Paint(128, 128, (x, y) =>
        {
            double value = ((x / 5) + (y / 5)) % 2 == 0 ? 20 : 230;
            byte seen = (byte)((value * (1 - veil)) + (210 * veil));
            return (seen, seen, seen);
        })).Haze;
        Assert.Equal(0, Haze(0), 3);
        Assert.True(Haze(0.9) > 0.3);
        Assert.True(Haze(0.97) > Haze(0.9));
    }

    [Fact]
    public void A_mirrored_picture_is_symmetrical_and_a_slope_is_not()
    {
        Assert.Equal(1, ImageMeasurer.Measure(Pictures.Paint(64, 64, (x, _) => ((byte)(Math.Abs(x - 31.5) * 7), 0, 0))).Symmetry, 6);
        Assert.Equal(0, ImageMeasurer.Measure(Pictures.Paint(64, 64, (x, _) => ((byte)(x * 4), 0, 0))).Symmetry, 6);
    }

    [Fact]
    public void A_chequered_wall_is_clutter_and_a_plain_one_is_not()
    {
        static double Clutter(bool chequered) => ImageMeasurer.Measure(Pictures.Paint(128, 128, (x, y) =>
            chequered && ((x / 4) + (y / 4)) % 2 == 0 ? ((byte)90, (byte)90, (byte)90) : ((byte)120, (byte)120, (byte)120))).Clutter;
        Assert.True(Clutter(true) > 0.3);
        Assert.Equal(0, Clutter(false));
    }
}
