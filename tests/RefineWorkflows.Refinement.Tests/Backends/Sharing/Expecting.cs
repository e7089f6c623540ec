using RefineWorkflows.Refinement.Backends.Gpu;
using RefineWorkflows.Refinement.Backends.Sharing;

namespace RefineWorkflows.Refinement.Tests.Backends.Sharing;

/// <summary>What a person is told of a card before anything is loaded.</summary>
public sealed class Expecting
{
    [Fact]
    public void What_fits_stays()
    {
        GpuPlan plan = Plan(21.6, ("painter", 8), ("eyes", 6));
        Assert.Equal(VramPlacement.Parallel, plan.Placement);
        Assert.Equal("All stay in memory beside each other: 14 of 21.6 GiB.", Assert.Single(plan.Sentences));
    }

    [Fact]
    public void What_does_not_fit_is_swapped_and_a_lower_precision_of_the_largest_is_proposed_where_it_suffices()
    {
        GpuPlan plan = Plan(20, ("painter", 12), ("eyes", 7), ("writer", 5));
        Assert.Equal(VramPlacement.Sequential, plan.Placement);
        Assert.Equal(
            [
                "Together they need 24 GiB, and 20 may be held: models are swapped; writer and eyes fit beside each other.",
                "If that is painter at 16 bit, then at 8 bit (fp8, Q8) it takes about 6.6 GiB, and all would stay.",
            ],
            plan.Sentences);
    }

    [Fact]
    public void Where_one_model_less_precise_does_not_suffice_all_are_and_where_nothing_does_nothing_is_proposed()
    {
        Assert.Contains("at 8 bit (fp8, Q8) all together take about 17.6 GiB", Plan(20, ("painter", 16), ("eyes", 16)).Sentences[^1], StringComparison.Ordinal);
        Assert.Contains("at 4 bit (nf4, Q4) all together take about 14 GiB", Plan(15, ("painter", 20), ("eyes", 20)).Sentences[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(Plan(10, ("painter", 30), ("eyes", 30)).Sentences, one => one.Contains("bit", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_larger_than_the_card_is_named()
        => Assert.Contains(Plan(20, ("painter", 30), ("eyes", 6)).Sentences, one => one.StartsWith("painter alone needs more than there is (30 GiB)", StringComparison.Ordinal));

    [Fact]
    public void What_nobody_said_is_told_with_the_setting_that_says_it()
    {
        GpuPlan plan = Plan(20, ("painter", null), ("eyes", 6));
        Assert.Null(plan.Placement);
        Assert.Contains("What painter needs is learnt", Assert.Single(plan.Sentences), StringComparison.Ordinal);
        Assert.Contains("Set Gpu:BudgetGigabytes", Assert.Single(Plan(null, ("painter", 8), ("eyes", 6)).Sentences), StringComparison.Ordinal);
    }

    private static GpuPlan Plan(double? budget, params (string Name, double? Need)[] members) => GpuPlan.Of(
        "localhost",
        new GpuBudget(budget is { } gib ? (long)(gib * (1L << 30)) : SwapPolicy.Unlimited, "test"),
        [.. members.Select(one => new GpuMember(one.Name, (long?)(one.Need * (1L << 30)), _ => throw new InvalidOperationException("Nothing is loaded."), _ => throw new InvalidOperationException("Nobody is asked.")))]);
}
