using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Imaging.Tests.Measures;

public sealed class ColourHistograms
{
    // L* 0 is below the first node; a* and b* 0 lie half-way between −20 and 20, so each of four nodes has a quarter.
    [Fact]
    public void Black_lies_at_the_dark_end_between_the_hues()
    {
        IReadOnlyList<double> black = ColourHistogram.Of(Pictures.Solid(20, 20, 0, 0, 0)).Subject;

        Assert.Equal(64, black.Count);
        Assert.All([5, 6, 9, 10], place => Assert.Equal(0.25, black[place], 3));
        Assert.Equal(1, black.Sum(), 9);
    }

    [Fact]
    public void White_lies_at_the_other_end()
        => Assert.All([48 + 5, 48 + 6, 48 + 9, 48 + 10], place => Assert.Equal(0.25, ColourHistogram.Of(Pictures.Solid(20, 20, 255, 255, 255)).Subject[place], 3));

    [Fact]
    public void A_plain_picture_is_all_subject_and_all_background()
    {
        ColourHistogram plain = ColourHistogram.Of(Pictures.Solid(30, 20, 90, 140, 60));

        Assert.Equal(plain.Subject, plain.Background);
    }

    [Fact]
    public void Subject_and_background_are_told_apart()
    {
        (ColourHistogram red, ColourHistogram green) = (ColourHistogram.Of(Disc(200, 20, 20)), ColourHistogram.Of(Disc(20, 160, 20)));

        Assert.True(Distance(red.Subject, green.Subject) > 0.5);
        Assert.True(Distance(red.Background, green.Background) < 0.05);
    }

    [Fact]
    public void A_slight_change_of_light_is_a_slight_change()
    {
        for (int level = 20; level < 230; level++)
        {
            IReadOnlyList<double> one = ColourHistogram.Of(Pictures.Solid(9, 9, (byte)level, (byte)level, (byte)level)).Subject;
            IReadOnlyList<double> next = ColourHistogram.Of(Pictures.Solid(9, 9, (byte)(level + 1), (byte)(level + 1), (byte)(level + 1))).Subject;

            Assert.True(Distance(one, next) < 0.05, $"{level}: {Distance(one, next)}");
        }
    }

    private static RgbImage Disc(byte red, byte green, byte blue) => Pictures.Paint(80, 80, (x, y) =>
        ((x - 40) * (x - 40)) + ((y - 40) * (y - 40)) < 500 ? (red, green, blue) : ((byte)220, (byte)220, (byte)210));

    private static double Distance(IReadOnlyList<double> one, IReadOnlyList<double> other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Sum() / 2;
}
