using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Search;

/// <summary>Decisions by comparison instead of by score.</summary>
public sealed class PairwiseSearch
{
    public static TheoryData<StrategyKind, PairWinner, double, bool, string> Table
    {
        get
        {
            var table = new TheoryData<StrategyKind, PairWinner, double, bool, string>();
            foreach (StrategyKind strategy in new[] { StrategyKind.Greedy, StrategyKind.Climbing, StrategyKind.Img2Img })
            {
                foreach (double score in new[] { 2.0, 5.0, 9.0 })
                {
                    table.Add(strategy, PairWinner.ImageB, score, true, "new best (won)");
                    table.Add(strategy, PairWinner.ImageA, score, false, "rejected (lost)");
                    table.Add(strategy, PairWinner.Tie, score, false, "rejected (tie)");
                    table.Add(strategy, PairWinner.Failed, score, false, "rejected (comparison failed)");
                }
            }

            return table;
        }
    }

    [Theory, MemberData(nameof(Table))]
    public void A_candidate_is_accepted_exactly_when_it_won(StrategyKind strategy, PairWinner winner, double score, bool accepted, string status)
    {
        SearchSettings settings = Searching.Settings(strategy) with { Pairwise = true };
        SearchState state = SearchStrategy.Decide(settings, SearchState.Start, Searching.Candidate(1, Searching.Continue(5, "first"))).State;
        Decision decision = SearchStrategy.Decide(settings, state, Searching.Candidate(2, Searching.Continue(score, "second"), "an idea") with { Comparison = winner });

        Assert.Equal((accepted, accepted, status), (decision.Accepted, decision.IsBest, decision.Status));
        Assert.Equal(accepted ? 2 : 1, decision.State.Best!.Iteration);
        Assert.Equal(decision.State.Best, decision.State.Current);
        if (accepted)
            Assert.Equal(new AdoptContinue("second"), decision.Next);
        else
            Assert.Equal((1, "an idea"), (Assert.IsType<AskDifferent>(decision.Next).Base.Iteration, Assert.Single(((AskDifferent)decision.Next!).RejectedIdeas)));
    }

    [Fact]
    public void The_first_candidate_needs_no_comparison_and_the_others_do()
    {
        SearchSettings settings = Searching.Settings(StrategyKind.Climbing) with { Pairwise = true };
        SearchState state = SearchStrategy.Decide(settings, SearchState.Start, Searching.Candidate(1, Searching.Continue(5, "first"))).State;
        Assert.Throws<ArgumentException>(() => SearchStrategy.Decide(settings, state, Searching.Candidate(2, Searching.Continue(9, "second"))));
    }

    [Fact]
    public void Annealing_does_not_go_with_comparisons()
        => Assert.Contains("annealing", Assert.Single((Searching.Settings(StrategyKind.Annealing) with { Pairwise = true }).Validate()).Message, StringComparison.Ordinal);

    [Fact]
    public void Losing_wears_out_patience_and_a_greedy_search_has_no_end_of_it()
    {
        Assert.Equal([null, null, StopReasons.Patience], Lose(Searching.Settings(StrategyKind.Climbing) with { Pairwise = true, Patience = 2 }));
        Assert.Equal([null, null, null], Lose(Searching.Settings(StrategyKind.Greedy) with { Pairwise = true, Patience = 2 }));
    }

    private static List<string?> Lose(SearchSettings settings)
    {
        SearchState state = SearchState.Start;
        List<string?> reasons = [];
        for (int iteration = 1; iteration <= 3; iteration++)
        {
            Decision decision = SearchStrategy.Decide(settings, state, Searching.Candidate(iteration, Searching.Continue(5, "on")) with { Comparison = PairWinner.ImageA });
            reasons.Add(decision.StopReason);
            state = decision.State;
        }

        return reasons;
    }
}
