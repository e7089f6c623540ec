using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Imaging.Tests.Measures;

public sealed class FlameColours
{
    [Theory]
    [InlineData(255, 150, 30, 1)]
    [InlineData(255, 210, 60, 1)]
    [InlineData(240, 40, 20, 0)]
    [InlineData(200, 140, 70, 0)]
    [InlineData(255, 200, 150, 0)]
    [InlineData(255, 255, 20, 0)]
    [InlineData(40, 90, 250, 0)]
    public void A_flame_is_bright_and_saturated_from_orange_to_yellow(byte red, byte green, byte blue, double share)
        => Assert.Equal(share, Flames.ShareOf(Pictures.Solid(9, 7, red, green, blue)));

    [Fact]
    public void The_share_is_one_of_pixels()
        => Assert.Equal(0.25, Flames.ShareOf(Pictures.Paint(40, 10, (x, _) => x < 10 ? ((byte)255, (byte)150, (byte)30) : ((byte)90, (byte)60, (byte)40))), 9);
}
