using RefineWorkflows.Refinement.Calibration.Climbing;

namespace RefineWorkflows.Refinement.Tests.Calibration.Climbing;

public sealed class Openings
{
    [Theory]
    [InlineData("a cat, dark, high contrast", "light", "a cat, high contrast")]
    [InlineData("a cat in a very dark library", "light", "a cat in a library")]
    [InlineData("a cat sitting in a kitchen, close-up", "background_colour", "a cat sitting, close-up")]
    [InlineData("a robot, city at night", "background_colour", "a robot, at night")]
    [InlineData("a robot, city at night", "haze", "a robot, city at night")]
    [InlineData("a Dark, stormy night", "light", "stormy")]
    [InlineData("a cat in a kitchen with flowers", "background_colour", "a cat with flowers")]
    [InlineData("a cat", "mood", "a cat")]
    public void Words_about_an_edited_axis_go_and_the_others_stay(string opening, string axis, string left)
        => Assert.Equal(left, Edited(opening, axis).Opening);

    [Fact]
    public void An_opening_of_which_nothing_is_left_is_none()
        => Assert.Null(Edited("dark, at night", "light").Opening);

    private static AxisState Edited(string opening, string axis) => AxisState.FromPrompt(opening).With([new AxisEdit(0, new AxisWords(axis, "new words"))]);
}
