using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Imaging.Tests.Measures;

public sealed class BlocksInMotion
{
    [Fact]
    public void Nothing_moves_between_equal_pictures()
    {
        IReadOnlyList<double> motion = BlockMotion.Between(Textured(0, 0), Textured(0, 0));

        Assert.Equal(12 * 8, motion.Count);
        Assert.All(motion, length => Assert.Equal(0, length));
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(0, -5)]
    [InlineData(-3, 4)]
    [InlineData(6, 5)]
    public void A_picture_that_moves_as_a_whole_moves_by_that(int across, int down)
    {
        IReadOnlyList<double> motion = BlockMotion.Between(Textured(0, 0), Textured(across, down));

        // All but blocks that leave the picture.
        double expected = Math.Sqrt((across * across) + (down * down)) / 64;
        Assert.True(motion.Count(length => Math.Abs(length - expected) < 1e-9) >= motion.Count * 2 / 3, string.Join(" ", motion.Select(length => length * 64)));
    }

    [Fact]
    public void A_larger_copy_of_the_same_motion_is_the_same_share()
    {
        // Of 256×256 pixels a copy of 128×128 is looked at: 16 become 8 of 128, as 4 of 64.
        double small = Fastest(BlockMotion.Between(Textured(0, 0, 64), Textured(4, 0, 64)));
        double large = Fastest(BlockMotion.Between(Textured(0, 0, 64, 4), Textured(4, 0, 64, 4)));

        Assert.Equal(4 / 64.0, small, 9);
        Assert.Equal(small, large, 9);
    }

    [Fact]
    public void A_plain_surface_that_changes_its_light_does_not_move()
        => Assert.All(BlockMotion.Between(Pictures.Solid(64, 64, 100, 100, 100), Pictures.Solid(64, 64, 140, 140, 140)), length => Assert.Equal(0, length));

    [Fact]
    public void Pictures_of_different_sizes_are_refused()
        => Assert.Throws<InvalidImageException>(() => BlockMotion.Between(Pictures.Solid(16, 16, 0, 0, 0), Pictures.Solid(16, 8, 0, 0, 0)));

    private static double Fastest(IReadOnlyList<double> motion) => motion.Order().ElementAt(motion.Count / 2);

    private static RgbImage Textured(int across, int down, int width = 96, int scale = 1) => Pictures.Paint(width * scale, 64 * scale, (x, y) =>
    {
        (int column, int row) = ((x / scale) - across + 40, (y / scale) - down + 40);
        byte level = (byte)(((column / 2 * 7919) ^ (row / 2 * 104729)) * 2654435761L >> 8);
        return (level, level, level);
    });
}
