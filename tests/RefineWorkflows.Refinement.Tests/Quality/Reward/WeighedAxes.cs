using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Reward;
using static RefineWorkflows.Refinement.Quality.Reward.RewardAxis;

namespace RefineWorkflows.Refinement.Tests.Quality.Reward;

public sealed class WeighedAxes
{
    private static readonly AxisReading[] Worked = [new(Aesthetic, 0.85, "well composed"), new(Motion, 0.72, "it stutters"), new(Coherence, 0.91, "as asked"), new(Fidelity, 0.88, "as meant")];

    [Fact]
    public void The_worked_example_of_a_clip() => Assert.Equal(0.8385, RewardAxes.Read(Worked).Value!.Value, 9);

    [Fact]
    public void A_still_picture_has_no_motion_and_loses_nothing_by_it()
        => Assert.Equal(0.878, RewardAxes.Read([.. Worked.Where(axis => axis.Axis != Motion)]).Value!.Value, 9);

    [Fact]
    public void Each_axis_keeps_its_reason() => Assert.Contains("motion: 0.72, it stutters", RewardAxes.Read(Worked).Evidence);

    [Fact]
    public void No_axis_is_missing() => Assert.NotNull(RewardAxes.Read([]).MissingBecause);

    [Fact]
    public void One_axis_twice_or_out_of_range_is_refused()
    {
        Assert.Throws<QualityException>(() => RewardAxes.Read([.. Worked, new(Motion, 1, "again")]));
        Assert.Throws<QualityException>(() => new AxisReading(Motion, 1.2, "too good"));
        Assert.Throws<QualityException>(() => new AxisReading(Motion, double.NaN, "nothing"));
    }

    [Theory]
    [InlineData(Motion, "fewer actions")]
    [InlineData(Aesthetic, "light and composition")]
    [InlineData(Coherence, "contradict")]
    [InlineData(Fidelity, "first")]
    public void The_weakest_axis_says_what_to_change(RewardAxis weakest, string advice)
        => Assert.Contains(advice, RewardAxes.Advice([.. Enum.GetValues<RewardAxis>().Select(axis => new AxisReading(axis, axis == weakest ? 0.4 : 0.6, ""))]), StringComparison.Ordinal);

    [Fact]
    public void From_0_7_on_nothing_is_to_be_changed() => Assert.Null(RewardAxes.Advice([new(Motion, 0.7, ""), new(Fidelity, 0.9, "")]));
}
