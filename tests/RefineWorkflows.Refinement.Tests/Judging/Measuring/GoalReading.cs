using RefineWorkflows.Refinement.Judging.Measuring;
using Measured = RefineWorkflows.Refinement.Judging.Measuring.Quality;

namespace RefineWorkflows.Refinement.Tests.Judging.Measuring;

public sealed class GoalReading
{
    [Theory]
    [InlineData("make it as visually hot as possible", Measured.Fire, 1)]
    [InlineData("calm misty morning, cooler", Measured.Haze, 1)]
    [InlineData("calm misty morning, cooler", Measured.Warmth, -1)]
    [InlineData("more dramatic", Measured.Contrast, 1)]
    [InlineData("less dramatic", Measured.Contrast, -1)]
    [InlineData("Brighter!", Measured.Brightness, 1)]
    [InlineData("not so bright", Measured.Brightness, -1)]
    [InlineData("a bigger subject", Measured.SubjectArea, 1)]
    [InlineData("centred", Measured.Centring, 1)]
    [InlineData("less cluttered", Measured.Clutter, -1)]
    [InlineData("sharper", Measured.Sharpness, 1)]
    [InlineData("without fog", Measured.Haze, -1)]
    public void Words_become_wishes_about_measures(string goal, object quality, int direction)
    {
        Target target = Assert.Single(GoalReader.Read(goal), target => target.Quality == (Measured)quality);
        Assert.Equal(direction, Math.Sign(target.To - target.From));
    }

    [Theory]
    [InlineData("three apples", 3)]
    [InlineData("exactly 5 birds in a row", 5)]
    public void A_number_before_a_thing_is_a_count(string goal, int count)
        => Assert.Equal(count, Assert.Single(GoalReader.Read(goal), target => target.Quality == Measured.SubjectCount).To);

    [Theory]
    [InlineData("a hotdog")]
    [InlineData("")]
    [InlineData("ein schönes Bild")]
    public void Without_a_known_word_general_quality_is_judged(string goal)
        => Assert.Same(Concepts.General, GoalReader.Read(goal));

    [Fact]
    public void Every_quality_is_wished_for_once_at_most()
    {
        IReadOnlyList<Target> targets = GoalReader.Read("hot fiery warm glowing bold dark blue and cold, three apples, no no no");
        Assert.Equal(targets.Count, targets.Select(target => target.Quality).Distinct().Count());
    }

    [Fact]
    public void Every_wish_of_every_word_has_words_that_lead_there()
        => Assert.All(
            Concepts.All.SelectMany(concept => concept.Targets.Concat(concept.Opposite)).Concat(Concepts.General),
            target => Assert.NotEmpty(Phrasebook.For(target, target.From)));

    [Fact]
    public void Closeness_grows_evenly_and_an_exact_wish_can_be_overshot()
    {
        var more = new Target(Measured.Warmth, -0.2, 0.6, 1);
        Assert.Equal([0, 0.5, 1, 1], new[] { -0.5, 0.2, 0.6, 0.9 }.Select(more.Closeness).Select(closeness => Math.Round(closeness, 9)));
        var exact = new Target(Measured.SubjectCount, 6, 3, 1, Exact: true);
        Assert.Equal(1, exact.Closeness(3));
        Assert.Equal(exact.Closeness(4), exact.Closeness(2), 9);
        Assert.True(exact.Closeness(1) < exact.Closeness(2));
    }
}
