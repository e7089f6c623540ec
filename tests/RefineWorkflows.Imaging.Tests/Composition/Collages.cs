using RefineWorkflows.Imaging.Composition;

namespace RefineWorkflows.Imaging.Tests.Composition;

public sealed class Collages
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 2, 2)]
    [InlineData(5, 3, 2)]
    [InlineData(10, 4, 3)]
    public void Tiles_stand_in_as_many_columns_as_the_root_of_their_number(int count, int columns, int rows)
    {
        RgbImage sheet = Collage.Compose(Tiles(count));
        Assert.Equal((columns * 100, rows * 60), (sheet.Width, sheet.Height));
    }

    [Fact]
    public void Cells_take_the_largest_tile_and_stretch_the_others()
    {
        RgbImage sheet = Collage.Compose([new(Pictures.Solid(50, 80, 255, 0, 0), 1, null), new(Pictures.Solid(90, 40, 0, 0, 255), 2, 7.5)]);
        Assert.Equal((180, 80), (sheet.Width, sheet.Height));
        Assert.Equal((255, 0, 0), sheet.At(89, 79));
        Assert.Equal((0, 0, 255), sheet.At(90, 79));
    }

    [Fact]
    public void Cells_left_over_are_white()
    {
        RgbImage sheet = Collage.Compose(Tiles(3));
        for (int y = 60; y < 120; y += 7)
        {
            for (int x = 100; x < 200; x += 7)
                Assert.Equal((255, 255, 255), sheet.At(x, y));
        }
    }

    [Fact]
    public void The_badge_is_white_on_black_and_grows_with_the_score_in_it()
    {
        int plain = BadgeWidth(Collage.Compose([new(Pictures.Solid(300, 200, 200, 30, 30), 1, null)]));
        int scored = BadgeWidth(Collage.Compose([new(Pictures.Solid(300, 200, 200, 30, 30), 1, 8.5)]));
        Assert.InRange(plain, 30, 60);
        Assert.InRange(scored, plain + 40, 150);
    }

    [Fact]
    public void A_sheet_never_passes_its_longest_side()
    {
        RgbImage sheet = Collage.Compose([.. Enumerable.Range(1, 50).Select(n => new CollageTile(Pictures.Solid(1024, 512, (byte)n, 0, 0), n, n / 5.0))]);
        Assert.InRange(sheet.Width, 4000, Collage.LongestSide);
        Assert.Equal(sheet.Width / 8 / 2.0, sheet.Height / 7, 1.0);
    }

    [Fact]
    public void The_same_tiles_give_the_same_pixels()
        => Assert.True(Collage.Compose(Tiles(4)).Pixels.SequenceEqual(Collage.Compose(Tiles(4)).Pixels));

    [Fact]
    public void Tiles_smaller_than_their_badge_do_no_harm()
    {
        RgbImage sheet = Collage.Compose([new(Pictures.Solid(4, 3, 9, 9, 9), 1, 10), new(Pictures.Solid(4, 3, 9, 9, 9), 2, 1)]);
        Assert.Equal((8, 3), (sheet.Width, sheet.Height));
    }

    [Fact]
    public void A_collage_of_nothing_is_refused()
        => Assert.Throws<ArgumentException>(() => Collage.Compose([]));

    private static CollageTile[] Tiles(int count)
        => [.. Enumerable.Range(1, count).Select(n => new CollageTile(Pictures.Solid(100, 60, 40, (byte)(n * 20), 200), n, n))];

    private static int BadgeWidth(RgbImage sheet)
    {
        int width = 0;
        while (width < sheet.Width && sheet.At(width, 1) is (0, 0, 0))
            width++;
        return width;
    }
}
