using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Panel;

namespace RefineWorkflows.Refinement.Tests.Judging.Panel;

public sealed class AgreementWithPeople
{
    private const PairWinner A = PairWinner.ImageA;
    private const PairWinner B = PairWinner.ImageB;

    /// <summary>The usual textbook table: both yes 20, both no 15, five and ten apart; κ = 0.4.</summary>
    [Fact]
    public void Winners_agree_by_kappa()
    {
        Agreement agreement = Agreement.OfWinners(
        [
            .. Enumerable.Repeat((A, A), 20),
            .. Enumerable.Repeat((A, B), 5),
            .. Enumerable.Repeat((B, A), 10),
            .. Enumerable.Repeat((B, B), 15),
            .. Enumerable.Repeat((PairWinner.Failed, B), 30),
        ]);

        Assert.Equal(0.4, agreement.Value!.Value, 12);
        Assert.Equal((50, true), (agreement.Count, agreement.IsCalibrated));
    }

    [Fact]
    public void A_judge_that_always_says_one_thing_agrees_by_luck_only()
    {
        Assert.Equal(0.0, Agreement.OfWinners([(A, A), (A, B), (A, PairWinner.Tie)]).Value!.Value, 12);
        Assert.Null(Agreement.OfWinners([(A, A), (A, A)]).Value);
        Assert.Equal(new Agreement(null, 0), Agreement.OfWinners([(PairWinner.Failed, A)]));
    }

    /// <summary>Ten marks of intelligence against hours of television, ρ = −29/165.</summary>
    [Fact]
    public void Scores_agree_by_their_ranks()
    {
        Agreement agreement = Agreement.OfScores(
        [
            (106, 7), (100, 27), (86, 2), (101, 50), (99, 28), (103, 29), (97, 20), (113, 12), (112, 6), (110, 17), (null, 3), (4, null),
        ]);

        Assert.Equal(-29.0 / 165, agreement.Value!.Value, 12);
        Assert.Equal((10, false), (agreement.Count, agreement.IsCalibrated));
    }

    [Fact]
    public void Equal_scores_share_their_ranks()
    {
        Assert.Equal(1.0, Agreement.OfScores([(1, 2), (1, 2), (5, 9)]).Value!.Value, 12);
        Assert.Equal(-1.0, Agreement.OfScores([(1, 9), (4, 5), (7, 1)]).Value!.Value, 12);
        Assert.Equal(Math.Sqrt(0.75), Agreement.OfScores([(1, 1), (1, 2), (5, 9)]).Value!.Value, 12);
        Assert.Null(Agreement.OfScores([(1, 2), (1, 3)]).Value);
        Assert.Null(Agreement.OfScores([]).Value);
    }
}
