using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Climbing;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Tests.Calibration.Climbing;

public sealed class Wording
{
    private static readonly AxisSet Axes = new("t",
    [
        new("subject_count", "Identity", "how many", Granularity.Coarse) { IsNumber = true },
        new("gaze", "Affect", "eyes", Granularity.Fine) { Lever = "looking {value}" },
        new("scene", "Render", "place", Granularity.Coarse),
    ]);

    private static WordingRequest Request(int attempt, params string[] tried) => new("gaze", "to the left", "to the right", attempt, tried);

    [Fact]
    public void The_plain_value_comes_first_whatever_somebody_wrote()
        => Assert.Equal(new AxisEdit(0, new AxisWords("gaze", "looking to the left")), Request(0).Write(Axes, "eyes left"));

    [Fact]
    public void Other_words_are_taken_as_one_line()
        => Assert.Equal("eyes turned left", Request(1, "looking to the left").Write(Axes, "<think>hm</think>\n eyes\n turned left ").Words.Text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("unspecified")]
    [InlineData("Looking to the left.")]
    public void Without_new_words_the_axis_is_named(string? written)
        => Assert.Equal("gaze: to the left", Request(1, "looking to the left").Write(Axes, written).Words.Text);

    [Fact]
    public void Babble_is_no_wording()
        => Assert.Equal("gaze: to the left", Request(1, "looking to the left").Write(Axes, string.Concat(Enumerable.Repeat("eyes ", 50))).Words.Text);

    [Fact]
    public void Fixed_phrases_never_repeat_what_was_tried()
    {
        List<string> tried = ["looking to the left"];
        foreach (int attempt in (int[])[1, 3, 4, 5, 6, 7, 8, 9])
            tried.Add(Request(attempt, [.. tried]).Write(Axes).Words.Text);

        Assert.Equal(9, tried.Distinct().Count());
        Assert.Equal(["looking to the left", "gaze: to the left", "clearly looking to the left"], tried.Take(3));
    }

    [Fact]
    public void The_third_try_stands_at_the_front()
    {
        AxisEdit edit = Request(2, "looking to the left").Write(Axes);

        Assert.Equal(new AxisWords("gaze", "clearly looking to the left", Leading: true), edit.Words);
        Assert.Equal("clearly looking to the left, a cat, kitchen", new AxisState("a cat.", [new AxisWords("scene", "kitchen")]).With([edit]).Render(Axes));
    }

    [Fact]
    public void An_axis_that_the_set_does_not_have_is_refused()
        => Assert.Throws<ArgumentException>(() => (Request(0) with { Axis = "mood" }).Write(Axes));

    [Fact]
    public void A_prompt_has_its_axes_in_the_order_of_the_set_without_the_unspecified()
    {
        var state = new AxisState(null, [new AxisWords("scene", "kitchen"), new AxisWords("gaze", "unspecified"), new AxisWords("subject_count", "two")]);

        Assert.Equal("two, kitchen", state.Render(Axes));
        Assert.Equal("", new AxisState(null, []).Render(Axes));
    }

    [Fact]
    public void A_prompt_can_begin_with_the_reference_as_it_was_described()
    {
        var reference = new ReferenceDescription("d", [new("subject_count", "one cat"), new("gaze", "to the left"), new("scene", "unspecified")], "c", []);

        Assert.Equal("one cat, looking to the left", AxisState.FromReference(Axes, reference).Render(Axes));
        Assert.Equal("a free text", AxisState.FromPrompt("a free text").Render(Axes));
    }

    [Fact]
    public void An_edit_replaces_the_words_of_its_axis_and_no_others()
    {
        AxisState before = new("p", [new AxisWords("gaze", "old"), new AxisWords("scene", "kitchen")]);

        Assert.Equal("p, new, kitchen", before.With([new AxisEdit(1, new AxisWords("gaze", "new"))]).Render(Axes));
        Assert.Equal("p, old, kitchen", before.Render(Axes));
    }
}
