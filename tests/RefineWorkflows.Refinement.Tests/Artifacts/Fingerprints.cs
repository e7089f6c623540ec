using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Artifacts;

public sealed class Fingerprints
{
    private static readonly SearchSettings Settings = SearchSettings.ForStrategy(StrategyKind.Annealing);

    private static readonly IterationRecord[] Records = [SomeRun.Record(1, 5), SomeRun.Record(2, null)];

    private static string Of(params IterationRecord[] records) => RunFingerprint.Compute("refine-loop@3", Settings, records);

    [Fact]
    public void It_is_a_hash_that_this_version_keeps() => Assert.Equal("69e8e70e688a11d682f86f2e27575a0a04889e9e75aa9f1c8765ec441f970169", Of(Records));

    [Fact]
    public void Time_and_cost_do_not_matter()
        => Assert.Equal(Of(Records), Of(Records[1], Records[0] with { StartedAt = DateTimeOffset.UnixEpoch, EndedAt = DateTimeOffset.MaxValue, Cost = new IterationCost(3, 3) }));

    [Fact]
    public void Whatever_was_decided_matters()
    {
        IterationRecord first = Records[0];
        string[] prints =
        [
            Of(Records),
            Of(first),
            Of(first with { Prompt = "other" }, Records[1]),
            Of(first with { Prompt = first.Prompt + "o", ImagePrompt = first.ImagePrompt[1..] }, Records[1]),
            Of(first with { Seed = 1 }, Records[1]),
            Of(first with { ImageSha256 = "00" }, Records[1]),
            Of(first with { Score = 6 }, Records[1]),
            Of(first with { Score = null }, Records[1]),
            Of(first with { Score = 0 }, Records[1]),
            Of(first with { Accepted = false }, Records[1]),
            Of(first with { Random = 0.5 }, Records[1]),
            RunFingerprint.Compute("refine-loop@4", Settings, Records),
            RunFingerprint.Compute("refine-loop@3", Settings with { Seed = 9 }, Records),
        ];

        Assert.Equal(prints.Length, prints.Distinct().Count());
    }

    [Fact]
    public async Task Neither_the_folder_nor_the_run_id_nor_an_interruption_matter()
    {
        using var one = new SomeRun(5, 7);
        using var other = new SomeRun(5, 7) { Header = one.Header with { RunId = "run-8" } };
        string before = (await one.FinishAsync()).Fingerprint;
        other.AddPicture(3);

        Assert.Equal(before, (await other.FinishAsync(StopReasons.Done)).Fingerprint);
    }
}
