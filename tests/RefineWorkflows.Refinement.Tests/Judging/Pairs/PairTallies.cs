using System.Text.Json;
using RefineWorkflows.Refinement.Judging.Pairs;
using static RefineWorkflows.Refinement.Tests.Judging.Pairs.ScriptedPairJudge;

namespace RefineWorkflows.Refinement.Tests.Judging.Pairs;

public sealed class PairTallies
{
    [Fact]
    public async Task A_failed_comparison_is_no_tie()
    {
        PairTally tally = Assert.Single(PairTally.Of(
        [
            await CompareAsync("Image A", "Image B"),
            await CompareAsync("Image A", "Image B"),
            await CompareAsync("Image B", "Image A"),
            await CompareAsync("Tie", "Tie"),
            await CompareAsync("image c", "image c"),
        ]));

        Assert.Equal((2, 1, 1, 1, 5), (tally.WinsA, tally.WinsB, tally.Ties, tally.Failed, tally.Comparisons));
        Assert.Equal(2.5 / 4, tally.WinRate);
    }

    [Fact]
    public async Task Bias_counts_every_single_decisive_call()
    {
        PairTally tally = Assert.Single(PairTally.Of([await CompareAsync("Image A", "Image A"), await CompareAsync("Image B", "Tie"), await CompareAsync("Image A", "image c")]));

        Assert.Equal((3, 1, 0.5), (tally.FirstSlotWins, tally.SecondSlotWins, tally.PositionBias));
        Assert.Equal((0, 1, 1, 0.0), (tally.Agreed, tally.Flipped, tally.Partial, tally.SwapConsistency));
    }

    [Fact]
    public async Task Each_judge_has_its_own_tally()
    {
        IReadOnlyList<PairTally> tallies = PairTally.Of([await CompareAsync("Image A", "Image B", "one"), await CompareAsync("Image A", "Image A", "other"), await CompareAsync("Tie", "Tie", "one")]);

        Assert.Equal([("one", 1.0), ("other", 0.0)], tallies.Select(tally => (tally.Judge, tally.SwapConsistency!.Value)));
    }

    [Fact]
    public void Nothing_counted_is_nothing_known()
    {
        var tally = new PairTally("judge", null);

        Assert.Equal((null, null, null), (tally.WinRate, tally.PositionBias, tally.SwapConsistency));
    }

    [Fact]
    public async Task A_tally_takes_no_comparison_of_another_judge()
    {
        PairComparison other = await CompareAsync("Tie", "Tie", "other");

        Assert.Throws<ArgumentException>(() => new PairTally("one", null).With(other));
    }

    [Fact]
    public async Task A_tally_and_a_comparison_survive_being_stored()
    {
        PairComparison comparison = await CompareAsync("Image A", "Tie");
        PairTally tally = new PairTally("scripted", null).With(comparison);
        PairComparison read = JsonSerializer.Deserialize<PairComparison>(JsonSerializer.Serialize(comparison))!;

        Assert.Equal(tally, JsonSerializer.Deserialize<PairTally>(JsonSerializer.Serialize(tally)));
        Assert.Equal(comparison.Rounds, read.Rounds);
        Assert.Contains("\"Image A\"", JsonSerializer.Serialize(comparison), StringComparison.Ordinal);
    }

    private static Task<PairComparison> CompareAsync(string first, string second, string id = "scripted")
    {
        var replies = new Queue<string>([Says(first), Says(second)]);
        return new PairComparer(new ScriptedPairJudge(_ => replies.Dequeue(), id), new PairSettings { Retries = 0 }).CompareAsync(new PairQuestion("a lamp", new byte[] { 1 }, new byte[] { 2 }), CancellationToken.None);
    }
}
