using RefineWorkflows.Refinement.Search;
using static RefineWorkflows.Refinement.Tests.Search.Searching;

namespace RefineWorkflows.Refinement.Tests.Search;

public sealed class Stopping
{
    [Fact]
    public void Done_on_a_lesser_picture_stops_and_the_best_still_wins()
    {
        Decision decision = Play(Settings(StrategyKind.Climbing), [Continue(9, "more"), Done(8)])[^1];

        Assert.Equal("done", decision.StopReason);
        Assert.Null(decision.Next);
        Assert.Equal(1, decision.State.Best!.Iteration);
    }

    [Fact]
    public void Done_below_the_required_score_counts_as_continue_and_is_told()
    {
        SearchSettings settings = Settings(StrategyKind.Climbing) with { DoneRequiresScore = 9 };

        Decision low = Play(settings, [Done(8)])[0];
        Assert.Null(low.StopReason);
        Assert.IsType<AskDifferent>(low.Next);
        Assert.Equal(["done_downgraded"], low.Warnings);
        Assert.Equal("done", Play(settings, [Done(9)])[0].StopReason);
        Assert.Null(Play(settings, [Done(null)])[0].StopReason);
    }

    [Theory]
    [InlineData(StrategyKind.Greedy)]
    [InlineData(StrategyKind.Climbing)]
    [InlineData(StrategyKind.Annealing)]
    public void An_unreadable_reply_asks_for_something_different(StrategyKind strategy)
    {
        Decision decision = Play(Settings(strategy), [Unreadable()])[0];

        Assert.Null(decision.StopReason);
        Assert.Equal(1, Assert.IsType<AskDifferent>(decision.Next).Base.Iteration);
    }

    [Theory]
    [InlineData(StrategyKind.Greedy)]
    [InlineData(StrategyKind.Climbing)]
    [InlineData(StrategyKind.Annealing)]
    [InlineData(StrategyKind.Img2Img)]
    public void An_unreadable_reply_stops_where_that_is_asked_for(StrategyKind strategy)
        => Assert.Equal("unparseable", Play(Settings(strategy, 1) with { StopOnUnreadableReply = true }, [Unreadable()])[0].StopReason);

    [Fact]
    public void A_run_without_a_limit_stops_at_the_ceiling_and_says_so()
    {
        SearchSettings settings = Settings(StrategyKind.Greedy, 0) with { AbsoluteCeiling = 12 };

        List<Decision> decisions = Play(settings, [.. Enumerable.Repeat<double?>(5, 40)]);

        Assert.Equal((12, "ceiling"), (decisions.Count, decisions[^1].StopReason));
    }

    [Fact]
    public void Done_is_reported_before_the_limit()
        => Assert.Equal("done", Play(Settings(StrategyKind.Greedy, 1), [Done(5)])[0].StopReason);

    [Fact]
    public void A_picture_out_of_turn_is_refused()
        => Assert.Throws<ArgumentException>(() => SearchStrategy.Decide(Settings(StrategyKind.Greedy), SearchState.Start, Candidate(2, Done(5))));
}
