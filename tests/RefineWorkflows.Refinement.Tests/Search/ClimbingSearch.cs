using RefineWorkflows.Refinement.Search;
using static RefineWorkflows.Refinement.Tests.Search.Searching;

namespace RefineWorkflows.Refinement.Tests.Search;

public sealed class ClimbingSearch
{
    [Fact]
    public void The_published_trace_stops_at_six_with_the_third_as_best()
    {
        List<Decision> decisions = Play(Settings(StrategyKind.Climbing), 5, 5, 6, 4, 6, 3);

        Assert.Equal(
            ["new best", "rejected (tie)", "new best", "rejected (-2)", "rejected (tie)", "rejected (-3)"],
            decisions.Select(decision => decision.Status));
        Assert.Equal("patience", decisions[^1].StopReason);
        Assert.Equal(3, decisions[^1].State.Best!.Iteration);
        Assert.Null(decisions[^1].Next);
    }

    [Fact]
    public void The_published_trace_asks_three_times_for_something_different_with_one_one_and_two_ideas()
    {
        List<Decision> decisions = Play(Settings(StrategyKind.Climbing), 5, 5, 6, 4, 6, 3);

        AskDifferent[] asked = [.. decisions.Select(decision => decision.Next).OfType<AskDifferent>()];
        Assert.Equal([1, 3, 3], asked.Select(request => request.Base.Iteration));
        Assert.Equal(["judge after 1"], asked[0].RejectedIdeas);
        Assert.Equal(["judge after 3"], asked[1].RejectedIdeas);
        Assert.Equal(["judge after 3", "proposal after 4"], asked[2].RejectedIdeas);
    }

    [Fact]
    public void The_idea_that_made_a_rejected_picture_is_remembered_not_the_one_its_judge_suggests()
        => Assert.DoesNotContain("judge after 2", Play(Settings(StrategyKind.Climbing), 5, 4)[1].State.Rejected);

    [Fact]
    public void Improvement_clears_the_rejected_ideas_and_the_impatience()
    {
        SearchState state = Play(Settings(StrategyKind.Climbing), 5, 4, 4, 6)[^1].State;

        Assert.Empty(state.Rejected);
        Assert.Equal(0, state.Stale);
    }

    [Fact]
    public void A_missing_score_compares_as_zero_and_stays_missing()
    {
        List<Decision> decisions = Play(Settings(StrategyKind.Climbing), null, null, 1);

        Assert.Null(decisions[0].State.Best!.Score);
        Assert.Contains("best_without_score", decisions[0].Warnings);
        Assert.Equal([true, false, true], decisions.Select(decision => decision.IsBest));
    }

    [Fact]
    public void The_limit_is_reported_before_the_patience()
        => Assert.Equal("max_iterations", Play(Settings(StrategyKind.Climbing, 4), 5, 5, 5, 5)[^1].StopReason);
}
