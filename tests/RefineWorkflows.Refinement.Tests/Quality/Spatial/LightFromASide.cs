using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement.Quality.Spatial;

namespace RefineWorkflows.Refinement.Tests.Quality.Spatial;

public sealed class LightFromASide
{
    [Theory]
    [InlineData(10, 45, LightSide.Left)]
    [InlineData(80, 45, LightSide.Right)]
    [InlineData(45, 10, LightSide.Above)]
    [InlineData(45, 80, LightSide.Below)]
    [InlineData(5, 5, LightSide.Left | LightSide.Above)]
    [InlineData(85, 5, LightSide.Right | LightSide.Above)]
    [InlineData(85, 85, LightSide.Right | LightSide.Below)]
    [InlineData(45, 45, LightSide.None)]
    public void It_comes_from_where_the_picture_is_brightest(int left, int top, LightSide side)
        => Assert.Equal(side, Light.Of(Lamp(left, top)));

    [Theory]
    [InlineData(0)]
    [InlineData(120)]
    [InlineData(255)]
    public void A_plain_picture_has_none(byte level) => Assert.Equal(LightSide.None, Light.Of(SomeFrame.Flat(level)));

    [Fact]
    public void A_mirror_swaps_its_sides()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            RgbImage picture = Lamp(StableRandom.Below(90, seed, "x", 0), StableRandom.Below(90, seed, "y", 0));
            (LightSide side, LightSide mirrored) = (Light.Of(picture), Light.Of(SomeFrame.Mirrored(picture)));

            Assert.True(side.HasFlag(LightSide.Left) == mirrored.HasFlag(LightSide.Right) && side.HasFlag(LightSide.Right) == mirrored.HasFlag(LightSide.Left), $"seed {seed}: {side} and {mirrored}");
            Assert.True((side & (LightSide.Above | LightSide.Below)) == (mirrored & (LightSide.Above | LightSide.Below)), $"seed {seed}");
        }
    }

    private static RgbImage Lamp(int left, int top) => SomeFrame.Paint(100, 100, (x, y) =>
        x >= left && x < left + 10 && y >= top && y < top + 10 ? ((byte)250, (byte)240, (byte)200) : ((byte)(40 + (x % 3)), (byte)40, (byte)60));
}
