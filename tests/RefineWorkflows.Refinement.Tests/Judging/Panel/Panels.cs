using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Panel;

namespace RefineWorkflows.Refinement.Tests.Judging.Panel;

public sealed class Panels
{
    private const PairWinner A = PairWinner.ImageA;
    private const PairWinner B = PairWinner.ImageB;
    private const PairWinner Tie = PairWinner.Tie;
    private const PairWinner Failed = PairWinner.Failed;

    public static TheoryData<PairWinner[], int, PairWinner> Votes => new()
    {
        { [A], 1, A },
        { [A, A, B], 1, A },
        { [B, A, B], 1, B },
        { [A, B], 1, Tie },
        { [A, B, Tie], 1, Tie },
        { [A, Tie], 1, Tie },
        { [A, A, Tie], 1, A },
        { [A, Tie, Tie], 1, Tie },
        { [A, A, B, B, Tie], 1, Tie },
        { [Failed, Failed, B], 1, B },
        { [Failed, Failed, B], 2, Failed },
        { [Failed, A, B, A], 3, A },
        { [Failed, Failed], 1, Failed },
        { [], 1, Failed },
    };

    [Theory, MemberData(nameof(Votes))]
    public void What_most_say_counts_and_the_failed_are_no_voices(PairWinner[] verdicts, int quorum, PairWinner winner)
    {
        PanelVote vote = PanelVote.Of(verdicts, quorum);

        Assert.Equal(winner, vote.Winner);
        Assert.Equal(verdicts.Length, vote.ForA + vote.ForB + vote.Ties + vote.Failed);
        Assert.Equal(winner.Swapped(), PanelVote.Of([.. verdicts.Select(PairWinners.Swapped)], quorum).Winner);
    }

    public static TheoryData<double?[], int, double?, double?> Scores => new()
    {
        { [7], 1, 7.0, 0.0 },
        { [2, 9, 4], 1, 4.0, Math.Sqrt(26.0 / 3) },
        { [4, 8], 1, 6.0, 2.0 },
        { [null, 3, null, 5, 4], 1, 4.0, Math.Sqrt(2.0 / 3) },
        { [double.NaN, 3, double.PositiveInfinity], 1, 3.0, 0.0 },
        { [null, 3], 2, null, 0.0 },
        { [null, null], 1, null, null },
        { [], 1, null, null },
    };

    [Theory, MemberData(nameof(Scores))]
    public void The_middle_score_counts_and_a_missing_one_is_never_a_zero(double?[] scores, int quorum, double? middle, double? spread)
    {
        PanelMedian median = PanelMedian.Of(scores, quorum: quorum);

        Assert.Equal(middle, median.Score);
        Assert.Equal(spread ?? -1, median.Spread ?? -1, 12);
        Assert.Equal(scores.Length, median.Voices + median.Failed);
    }

    [Theory]
    [InlineData(4, 8, 10, false)]
    [InlineData(3, 8, 10, true)]
    [InlineData(3, 8, 25, false)]
    public void A_spread_above_a_fifth_of_the_range_is_told(double low, double high, double range, bool unsteady)
        => Assert.Equal(unsteady, PanelMedian.Of([low, high], range).IsUnsteady);
}
