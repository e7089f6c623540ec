using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Search;

public sealed class EndingARun
{
    private static readonly SearchSettings Greedy = new();

    [Fact]
    public void Of_several_reasons_the_first_in_the_promised_order_is_told()
    {
        SearchSettings all = new() { Strategy = StrategyKind.Climbing, MaxIterations = 1, Patience = 1, TargetScore = 5, OnUnknown = UnknownVerdictPolicy.Stop };
        Assert.Equal(StopReason.Done, Stop(all, Walk.Done(5)));
        Assert.Equal(StopReason.Unparseable, Stop(all, Walk.Unknown(5)));
        Assert.Equal(StopReason.MaxIterations, Stop(all, Walk.Continue(5)));
        Assert.Equal(StopReason.Ceiling, Stop(all with { MaxIterations = 0, AbsoluteCeiling = 1 }, Walk.Continue(5)));
        Assert.Equal(StopReason.Converged, Stop(all with { MaxIterations = 9 }, Walk.Continue(5)));
        Assert.Equal(StopReason.Budget, Stop(all with { MaxIterations = 9 }, Walk.Continue(4)));
        SearchState stale = Walk.Over(all with { MaxIterations = 9 }, 4)[^1].State;
        Assert.Equal(StopReason.Patience, SearchStep.Decide(all with { MaxIterations = 9 }, stale, Walk.Candidate(stale, Walk.Continue(4)), budgetSpent: true).Stop);

        static StopReason? Stop(SearchSettings settings, Verdict verdict) =>
            SearchStep.Decide(settings, SearchState.Start, Walk.Candidate(SearchState.Start, verdict), budgetSpent: true).Stop;
    }

    [Fact]
    public void Done_on_a_worse_picture_ends_the_run_and_the_best_wins()
    {
        StepDecision last = Walk.Over(Greedy, [Walk.Continue(9), Walk.Done(8)])[^1];
        Assert.Equal((StopReason.Done, 1, false), (last.Stop, last.State.Best!.Iteration, last.DoneOnBest));
        Assert.True(Walk.Over(Greedy, [Walk.Continue(8), Walk.Done(9)])[^1].DoneOnBest);
        Assert.Null(Walk.Over(Greedy with { MaxIterations = 1 }, 9)[^1].DoneOnBest);
    }

    [Fact]
    public void A_done_below_the_asked_for_score_counts_as_continue_and_is_told()
    {
        StepDecision step = Walk.Over(Greedy with { DoneRequiresScore = 9 }, [Walk.Done(8)])[^1];
        Assert.Null(step.Stop);
        Assert.True(step.DoneDowngraded);
        Assert.Contains("--done-requires-score", Assert.Single(step.Warnings), StringComparison.Ordinal);
        Assert.IsType<AskDifferent>(step.Next);
        Assert.Equal(StopReason.Done, Walk.Over(Greedy with { DoneRequiresScore = 9 }, [Walk.Done(9)])[^1].Stop);
    }

    [Fact]
    public void Zero_iterations_means_no_cap_up_to_the_ceiling()
    {
        List<StepDecision> run = Walk.Over(Greedy with { MaxIterations = 0, AbsoluteCeiling = 25 }, Enumerable.Repeat((double?)5, 99));
        Assert.Equal((25, StopReason.Ceiling), (run.Count, run[^1].Stop));
    }

    [Fact]
    public void Greedy_follows_the_advice_even_after_a_drop_and_keeps_the_best_aside()
    {
        List<StepDecision> run = Walk.Over(Greedy with { MaxIterations = 5 }, 5, 8, 3, 8, 2);
        Assert.Equal(["adopted, new best", "adopted, new best", "adopted", "adopted", "adopted"], run.Select(step => step.Status));
        Assert.Equal("advice at 3", Assert.IsType<AdoptContinue>(run[2].Next).Idea);
        Assert.Equal((2, 5), (run[^1].State.Best!.Iteration, run[^1].State.Current!.Iteration));
        Assert.All(run, step => Assert.Empty(step.State.Rejected));
    }

    [Fact]
    public void A_candidate_out_of_turn_or_after_the_end_is_refused()
    {
        Candidate first = Walk.Candidate(SearchState.Start, Walk.Done(9));
        Assert.Throws<CandidateOutOfTurnException>(() => SearchStep.Decide(Greedy, SearchState.Start, first with { Iteration = 2 }));
        SearchState ended = SearchStep.Decide(Greedy, SearchState.Start, first).State;
        Assert.Contains("Done", Assert.Throws<CandidateOutOfTurnException>(() => SearchStep.Decide(Greedy, ended, first with { Iteration = 2 })).Message, StringComparison.Ordinal);
    }
}
