using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Imaging.Tests.Measures;

public sealed class BlackLevels
{
    [Theory]
    [InlineData(0)]
    [InlineData(51)]
    [InlineData(255)]
    public void A_plain_picture_has_its_own_level(byte level)
        => Assert.Equal(level / 255.0, BlackLevel.Of(Pictures.Solid(10, 10, level, level, level)), 9);

    [Fact]
    public void A_few_dark_pixels_do_not_count_and_a_twentieth_does()
    {
        static double Level(int darkColumns) => BlackLevel.Of(Pictures.Paint(100, 10, (x, _) => x < darkColumns ? ((byte)10, (byte)10, (byte)10) : ((byte)200, (byte)200, (byte)200)));
        Assert.Equal(200 / 255.0, Level(1), 9);
        Assert.Equal(10 / 255.0, Level(5), 9);
    }
}
