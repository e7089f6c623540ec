using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Tests.Judging.Measuring;

namespace RefineWorkflows.Refinement.Tests.Judging.Pairs;

public sealed class MeasuredPairs
{
    private static readonly byte[] Warm = SomePicture.Disc((250, 150, 40), (90, 40, 20));
    private static readonly byte[] Cold = SomePicture.Disc((40, 120, 250), (20, 40, 90));

    [Theory]
    [InlineData("a warm disc", PairWinner.ImageA)]
    [InlineData("a cold disc", PairWinner.ImageB)]
    public async Task The_picture_that_measures_closer_to_the_goal_wins_in_both_orders(string goal, PairWinner winner)
    {
        PairComparison comparison = await CompareAsync(new MeasuringPairJudge(), goal, Warm, Cold);

        Assert.Equal((winner, PairConsistency.Agree), (comparison.Winner, comparison.Rounds[0].Consistency));
        Assert.False(comparison.RationaleConflict);
        Assert.Null(comparison.Prompt);
    }

    [Fact]
    public async Task Pictures_within_the_margin_tie()
    {
        Assert.Equal(PairWinner.Tie, (await CompareAsync(new MeasuringPairJudge(), "a warm disc", Warm, Warm)).Winner);
        Assert.Equal(PairWinner.Tie, (await CompareAsync(new MeasuringPairJudge(SomePicture.Codec, margin: 9), "a warm disc", Warm, Cold)).Winner);
    }

    [Fact]
    public async Task Changing_places_changes_the_name_of_the_winner_and_nothing_else()
    {
        foreach (string goal in new[] { "a bright warm disc", "a dark picture", "a small disc on the left", "high contrast" })
        {
            PairWinner there = (await CompareAsync(new MeasuringPairJudge(), goal, Warm, Cold)).Winner;

            Assert.Equal(there.Swapped(), (await CompareAsync(new MeasuringPairJudge(), goal, Cold, Warm)).Winner);
        }
    }

    [Fact]
    public async Task A_file_that_is_no_picture_is_a_failure()
        => Assert.Equal(PairWinner.Failed, (await CompareAsync(new MeasuringPairJudge(), "a warm disc", [1, 2, 3], Cold)).Winner);

    private static Task<PairComparison> CompareAsync(MeasuringPairJudge judge, string goal, byte[] a, byte[] b)
        => new PairComparer(judge, new PairSettings()).CompareAsync(new PairQuestion(goal, a, b), CancellationToken.None);
}
