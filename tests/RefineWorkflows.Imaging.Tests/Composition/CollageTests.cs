using RefineWorkflows.Imaging.Composition;

namespace RefineWorkflows.Imaging.Tests.Composition;

public sealed class CollageTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 2, 2)]
    [InlineData(5, 3, 2)]
    [InlineData(10, 4, 3)]
    public void Cells_form_a_sheet_that_is_about_square(int tiles, int columns, int rows)
    {
        var sheet = Collage.Compose([.. Enumerable.Range(1, tiles).Select(number => new CollageTile(Pictures.Solid(120, 90, 0, 0, 255), number, null))]);

        Assert.Equal((columns * 120, rows * 90), (sheet.Width, sheet.Height));
        for (var cell = 0; cell < columns * rows; cell++)
        {
            var expected = cell < tiles ? ((byte)0, (byte)0, (byte)255) : ((byte)255, (byte)255, (byte)255);
            Assert.Equal(expected, sheet.At(cell % columns * 120 + 60, cell / columns * 90 + 60));
        }
    }

    [Fact]
    public void Tiles_stand_in_numeric_order_and_fill_the_largest_cell()
    {
        var sheet = Collage.Compose([
            new CollageTile(Pictures.Solid(60, 100, 0, 255, 0), 10, 3),
            new CollageTile(Pictures.Solid(200, 50, 255, 0, 0), 9, null)]);

        Assert.Equal((400, 100), (sheet.Width, sheet.Height));
        Assert.Equal((255, 0, 0), sheet.At(190, 90));
        Assert.Equal((0, 255, 0), sheet.At(390, 90));
    }

    [Fact]
    public void A_badge_is_white_text_on_black_in_the_top_left_corner()
    {
        var sheet = Collage.Compose([new CollageTile(Pictures.Solid(300, 200, 0, 255, 0), 7, 8.5)]);
        var unscored = Collage.Compose([new CollageTile(Pictures.Solid(300, 200, 0, 255, 0), 7, null)]);

        Assert.Equal((0, 0, 0), sheet.At(0, 0));
        Assert.Equal((0, 255, 0), sheet.At(10, 30));
        Assert.InRange(Inked(sheet), 100, 2000);
        Assert.InRange(BadgeWidth(unscored), 40, 60);
        Assert.InRange(BadgeWidth(sheet), BadgeWidth(unscored) + 50, 140);
    }

    [Theory]
    [InlineData(7, null, "#07")]
    [InlineData(123, 8.0, "#123  8/10")]
    [InlineData(3, 7.25, "#03  7.25/10")]
    public void A_badge_says_number_and_score(int number, double? score, string expected) =>
        Assert.Equal(expected, Badge.Text(new CollageTile(Pictures.Solid(1, 1, 0, 0, 0), number, score)));

    [Fact]
    public void The_text_fits_its_badge()
    {
        var badge = Badge.Draw(new CollageTile(Pictures.Solid(1, 1, 0, 0, 0), 888888, 8.88), 1080);

        for (var y = 0; y < badge.Height; y++)
            Assert.Equal((0, 0, 0), badge.At(badge.Width - badge.Height / 7, y));
        Assert.Contains(Enumerable.Range(0, badge.Height), y => badge.At(badge.Width - badge.Height / 2, y).Red > 200);
    }

    [Fact]
    public void A_sheet_never_grows_beyond_its_longest_side()
    {
        var sheet = Collage.Compose([.. Enumerable.Range(0, 3).Select(number => new CollageTile(Pictures.Solid(3000, 1000, 9, 9, 200), number, 1))]);

        Assert.Equal((4096, 1366), (sheet.Width, sheet.Height));
    }

    [Fact]
    public void The_same_tiles_give_the_same_sheet()
    {
        CollageTile[] tiles = [.. Enumerable.Range(0, 4).Select(number => new CollageTile(Pictures.Noise(70 + number, 60, number), number, number))];

        var sheets = EightThreads.Run(16, _ => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Collage.Compose(tiles).Pixels)));

        Assert.Single(sheets.Distinct());
    }

    [Fact]
    public void A_collage_of_nothing_is_refused() => Assert.Throws<ArgumentException>(() => Collage.Compose([]));

    private static int Inked(RgbImage sheet) => Enumerable.Range(0, sheet.Width * 22)
        .Count(place => sheet.At(place % sheet.Width, place / sheet.Width) is { Red: > 200, Green: > 200, Blue: > 200 });

    private static int BadgeWidth(RgbImage sheet) => Enumerable.Range(0, sheet.Width).TakeWhile(x => sheet.At(x, 0).Green == 0).Count();
}
