using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Search;

public sealed class ClimbingSearch
{
    private static readonly SearchSettings Climbing = new() { Strategy = StrategyKind.Climbing };

    [Fact]
    public void The_reference_trace_stops_at_six_with_iteration_three_as_best()
    {
        List<StepDecision> run = Walk.Over(Climbing, 5, 5, 6, 4, 6, 3);
        Assert.Equal(
            ["new best", "rejected (tie)", "new best", "rejected", "rejected (tie)", "rejected"],
            run.Select(step => step.Status));
        Assert.Equal([0, 1, 0, 1, 2, 3], run.Select(step => step.State.Stale));
        Assert.Equal((6, StopReason.Patience, 3), (run.Count, run[^1].Stop, run[^1].State.Best!.Iteration));
        Assert.Null(run[^1].Next);

        Dictionary<int, AskDifferent> asked = run.Where(step => step.Next is AskDifferent).ToDictionary(step => step.State.Iteration, step => (AskDifferent)step.Next!);
        Assert.Equal([2, 4, 5], asked.Keys.Order());
        Assert.Equal(["idea 2"], asked[2].RejectedIdeas);
        Assert.Equal(["idea 4"], asked[4].RejectedIdeas);
        Assert.Equal(["idea 4", "idea 5"], asked[5].RejectedIdeas);
        Assert.Equal([1, 3, 3], [asked[2].Base.Iteration, asked[4].Base.Iteration, asked[5].Base.Iteration]);
        Assert.Equal("advice at 5", Assert.IsType<AdoptContinue>(run[0].Next).Idea);
        Assert.Equal("advice at 6", Assert.IsType<AdoptContinue>(run[2].Next).Idea);
    }

    [Fact]
    public void A_missing_score_compares_as_zero_but_stays_missing()
    {
        List<StepDecision> run = Walk.Over(Climbing, null, null, 1, null);
        Assert.Equal(["new best", "rejected (tie)", "new best", "rejected"], run.Select(step => step.Status));
        Assert.Null(run[0].State.Best!.Score);
        Assert.Contains("no score", Assert.Single(run[0].Warnings), StringComparison.Ordinal);
        Assert.Equal(1, run[^1].State.Best!.Score);
    }

    [Fact]
    public void Nothing_is_rejected_that_had_no_idea()
    {
        SearchState state = SearchStep.Decide(Climbing, SearchState.Start, Walk.Candidate(SearchState.Start, Walk.Continue(5))).State;
        StepDecision decision = SearchStep.Decide(Climbing, state, Walk.Candidate(state, Walk.Continue(4)) with { Idea = null });
        Assert.Empty(Assert.IsType<AskDifferent>(decision.Next).RejectedIdeas);
    }

    [Fact]
    public void An_unreadable_verdict_on_a_better_picture_asks_for_something_different_about_it()
    {
        StepDecision decision = Walk.Over(Climbing, [Walk.Continue(5), Walk.Unknown(7)])[^1];
        Assert.True(decision.IsBest);
        Assert.Equal(2, Assert.IsType<AskDifferent>(decision.Next).Base.Iteration);
    }

    [Fact]
    public void The_result_is_never_worse_than_any_picture_seen()
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            List<StepDecision> run = Walk.Over(Climbing with { MaxIterations = 30, Patience = 8 }, Some.Scores(seed, 30));
            double highest = 0;
            foreach (StepDecision step in run)
            {
                double score = Some.Scores(seed, 30)[step.State.Iteration - 1] ?? 0;
                Assert.Equal(step.State.Iteration == 1 || score > highest, step.IsBest);
                highest = Math.Max(highest, score);
                Assert.True((step.State.Best!.Score ?? 0) == highest, $"seed {seed}, iteration {step.State.Iteration}");
                Assert.Equal(step.State.Best, step.State.Current);
            }
        }
    }
}
