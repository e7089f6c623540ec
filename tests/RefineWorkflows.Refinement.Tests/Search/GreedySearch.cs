using RefineWorkflows.Refinement.Search;
using static RefineWorkflows.Refinement.Tests.Search.Searching;

namespace RefineWorkflows.Refinement.Tests.Search;

public sealed class GreedySearch
{
    [Fact]
    public void The_judge_is_followed_even_after_a_drop()
    {
        List<Decision> decisions = Play(Settings(StrategyKind.Greedy, 3), 8, 3, 5);

        Assert.Equal("judge after 2", Assert.IsType<AdoptContinue>(decisions[1].Next).Text);
        Assert.All(decisions, decision => Assert.True(decision.Accepted));
        Assert.Equal([null, -5.0, 2.0], decisions.Select(decision => decision.Delta));
    }

    [Fact]
    public void The_best_picture_is_remembered_when_later_ones_are_worse()
    {
        SearchState state = Play(Settings(StrategyKind.Greedy, 3), 4, 8, 5)[^1].State;

        Assert.Equal((2, 3), (state.Best!.Iteration, state.Current!.Iteration));
    }

    [Fact]
    public void It_has_no_patience_to_lose()
    {
        List<Decision> decisions = Play(Settings(StrategyKind.Greedy, 8), 5, 5, 5, 5, 5, 5, 5, 5);

        Assert.Equal(8, decisions.Count);
        Assert.Equal("max_iterations", decisions[^1].StopReason);
    }
}
