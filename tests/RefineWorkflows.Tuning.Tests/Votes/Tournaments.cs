using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Tests.Votes;

public sealed class Tournaments
{
    /// <summary>The owner likes the highest number best; whatever the order, the best wins in one question fewer than there are pictures.</summary>
    [Theory, InlineData(2), InlineData(3), InlineData(7), InlineData(16), InlineData(21)]
    public void The_best_wins_after_one_question_fewer_than_there_are_pictures(int count)
    {
        int[] order = [.. Enumerable.Range(0, count).OrderBy(number => RefineWorkflows.Refinement.StableRandom.Bits(5, "order", number))];
        var tournament = new Tournament(order.Select(Picture));
        var votes = new List<Vote>();
        TournamentState state;
        while ((state = tournament.After(votes)).Next is var (first, second))
        {
            Assert.Equal(count - 1 - votes.Count, state.Left);
            // Every other question is shown with its sides changed.
            bool swapped = votes.Count % 2 == 1;
            VotedPicture a = swapped ? second : first, b = swapped ? first : second;
            votes.Add(Sample.Vote($"{votes.Count}", a.Iteration > b.Iteration ? VoteOutcome.A : VoteOutcome.B) with { A = a, B = b });
        }

        Assert.Equal((count - 1, count - 1), (votes.Count, state.Winner!.Iteration));
        Assert.Equal(count - 1, tournament.Bound);
    }

    [Fact]
    public void A_vote_that_was_taken_back_is_asked_again_and_what_others_say_does_not_count()
    {
        var tournament = new Tournament([Picture(1), Picture(2), Picture(1), Picture(3)]);
        Vote first = Sample.Vote("one", VoteOutcome.B) with { A = Picture(1), B = Picture(2) };
        Assert.Equal((Picture(2), Picture(3)), tournament.After([first]).Next);
        Assert.Equal((Picture(1), Picture(2)), tournament.After([first with { UndoneAt = Sample.Noon }]).Next);
        Assert.Equal((Picture(1), Picture(2)), tournament.After([first with { Source = Tuning.Pairs.PairSource.Machine }]).Next);
    }

    [Theory, InlineData(VoteOutcome.Tie), InlineData(VoteOutcome.BothBad), InlineData(VoteOutcome.Skip)]
    public void Undecided_the_earlier_goes_on(VoteOutcome outcome)
        => Assert.Equal(Picture(4), new Tournament([Picture(4), Picture(9)]).After([Sample.Vote("one", outcome) with { A = Picture(9), B = Picture(4) }]).Winner);

    [Fact]
    public void Nobody_and_a_single_one_need_no_question()
    {
        Assert.Equal(new TournamentState(0, 0, null, null), new Tournament([]).After([]));
        Assert.Equal(Picture(1), new Tournament([Picture(1)]).After([]).Winner);
    }

    private static VotedPicture Picture(int number) => new(Sample.Hash($"{number}"), "run", number);
}
