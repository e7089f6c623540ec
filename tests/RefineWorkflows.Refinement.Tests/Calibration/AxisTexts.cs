using RefineWorkflows.Refinement.Calibration;

namespace RefineWorkflows.Refinement.Tests.Calibration;

public sealed class AxisTexts
{
    [Theory]
    [InlineData("Dim  bedroom.", "dim bedroom")]
    [InlineData("a red hat", "red hat")]
    [InlineData("The hat, an apple", "hat apple")]
    [InlineData("curly shoulder-length", "curly shoulder length")]
    [InlineData("  Tab\tand\nline ", "tab and line")]
    [InlineData("ＲＥＤ　ｈａｔ（２）", "red hat 2")]
    [InlineData("oﬃce ﬂoor", "office floor")]
    [InlineData("cafe\u0301", "café")]
    [InlineData("ÉCLAIR", "éclair")]
    [InlineData("x² and x₂", "x2 and x2")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Values_are_compared_without_case_punctuation_articles_and_compatibility_forms(string? text, string normalised)
        => Assert.Equal(normalised, AxisText.Normalise(text));

    [Fact]
    public void Nothing_is_reordered_or_stemmed()
    {
        Assert.NotEqual(AxisText.Normalise("red car"), AxisText.Normalise("car red"));
        Assert.NotEqual(AxisText.Normalise("red car"), AxisText.Normalise("red cars"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Unspecified.")]
    [InlineData("unknown")]
    [InlineData("Not visible")]
    [InlineData("N/A")]
    [InlineData(null)]
    public void A_value_that_says_nothing_is_known(string? value) => Assert.True(AxisText.IsUnspecified(value));

    [Theory]
    [InlineData("none")]
    [InlineData("no hat")]
    [InlineData("N")]
    public void A_value_that_denies_says_something(string value) => Assert.False(AxisText.IsUnspecified(value));

    [Fact]
    public void Normalising_twice_changes_nothing_more()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            string text = new([.. Enumerable.Range(0, 24).Select(at => (char)StableRandom.Below(at % 3 == 0 ? 0x10000 : 0x180, (ulong)seed, "text", at))]);
            string once = AxisText.Normalise(text);

            Assert.Equal(once, AxisText.Normalise(once));
            Assert.DoesNotContain("  ", once, StringComparison.Ordinal);
        }
    }
}
