using System.Globalization;
using RefineWorkflows.Engine;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Verdicts;
using RefineWorkflows.Refinement.Judging.VieScore;
using RefineWorkflows.Refinement.Search;
using RefineWorkflows.Refinement.Tests.Judging.Pairs;

namespace RefineWorkflows.Refinement.Tests.Activities;

/// <summary>The loop that keeps a picture when it wins against the best so far.</summary>
public sealed class PairwiseLoops
{
    /// <summary>The scores fall while the pictures win: only the comparison decides. A tie and a loss keep the best, and their ideas are told.</summary>
    [Theory]
    [InlineData("climbing", StopReasons.Patience)]
    [InlineData("greedy", StopReasons.MaxIterations)]
    public async Task A_picture_is_kept_exactly_when_it_wins(string strategy, string reason)
    {
        using var folder = new TempFolder();
        var backEnds = Scores(iteration => 9 - iteration);
        string[] winners = ["-", "B", "tie", "A", "B", "A", "tie", "neither of them"];
        var judge = new ScriptedPairJudge(request => Verdict(request, winners), "scripted");
        await using LoopEngine engine = await OpenAsync(folder, backEnds, judge);
        RunRow run = await engine.RunAsync("pairwise-loop", "table", ("Strategy", strategy), ("MaxIterations", strategy == "greedy" ? 8 : 0), ("Patience", 3));

        IReadOnlyList<IterationRecord> steps = await engine.Records.IterationsAsync("table", CancellationToken.None);
        Assert.Equal((reason, 8, 5), (run.Reason, run.Iterations, run.Best!.Iteration));
        Assert.Equal([true, true, false, false, true, false, false, false], steps.Select(step => step.Accepted));
        Assert.Equal(
            ["new best", "new best (won)", "rejected (tie)", "rejected (lost)", "new best (won)", "rejected (lost)", "rejected (tie)", "rejected (comparison failed)"],
            steps.Select(step => step.Status));
        Assert.Contains("\"iteration\": 5", File.ReadAllText(Path.Combine(folder.Path, "runs", "table", "report.json")).Split("\"best\"")[1].Split('}')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_judge_that_always_prefers_the_left_picture_never_changes_the_winner()
    {
        using var folder = new TempFolder();
        ScriptedBackEnds backEnds = Scores(iteration => iteration + 1);
        await using LoopEngine engine = await OpenAsync(folder, backEnds, new ScriptedPairJudge(_ => ScriptedPairJudge.Says("Image A"), "scripted"));
        RunRow run = await engine.RunAsync("pairwise-loop", "left", ("MaxIterations", 6), ("Patience", 10));

        Assert.Equal((StopReasons.MaxIterations, 6, 1), (run.Reason, run.Iterations, run.Best!.Iteration));
        IReadOnlyList<StoredVerdict> verdicts = await engine.Records.Verdicts.ListAsync(100, CancellationToken.None);
        Assert.Equal(5, verdicts.Count);
        Assert.All(verdicts, verdict => Assert.Equal(("Tie", "scripted", "left", PairConsistency.Flip), (verdict.Value, verdict.Judge, verdict.Run, verdict.Comparison!.Rounds[0].Consistency)));
        Assert.Equal(1.0, PairTally.Of(verdicts.Select(verdict => verdict.Comparison!)).Single().PositionBias);
    }

    public static TheoryData<string> Failures => ["throws", "babbles", "grade", "breaks off", "nothing"];

    [Theory, MemberData(nameof(Failures))]
    public async Task A_judge_that_throws_or_babbles_never_ends_a_run(string how)
    {
        using var folder = new TempFolder();
        var judge = new ScriptedPairJudge(_ => how switch
        {
            "throws" => throw new InvalidOperationException("the judge fell over"),
            "babbles" => "what a lovely day",
            "grade" => "Give grade A. Winner: Image B!",
            "breaks off" => "{\"winner\": \"Image",
            _ => "",
        }, "scripted");
        await using LoopEngine engine = await OpenAsync(folder, Scores(_ => 5), judge);
        RunRow run = await engine.RunAsync("pairwise-loop", "run", ("MaxIterations", 3), ("Patience", 10));

        Assert.Equal((StopReasons.MaxIterations, 3, 1), (run.Reason, run.Iterations, run.Best!.Iteration));
        Assert.Equal(InstanceSubStatus.Finished, (await engine.Client.ReadStateAsync(new InstanceId("run"), CancellationToken.None)).SubStatus);
        IReadOnlyList<StoredVerdict> kept = await engine.Records.Verdicts.ListAsync(10, CancellationToken.None);
        Assert.All(kept, verdict => Assert.Equal("Failed", verdict.Value));
        Assert.Equal(how is not "throws", kept.All(verdict => verdict.RawReplies.All(reply => reply is not null)));
    }

    [Fact]
    public async Task Annealing_is_refused_before_anything_is_painted()
    {
        using var folder = new TempFolder();
        ScriptedBackEnds backEnds = Scores(_ => 5);
        await using LoopEngine engine = await OpenAsync(folder, backEnds, new ScriptedPairJudge(_ => "", "scripted"));
        await engine.StartAsync("pairwise-loop", "hot", ("Strategy", "annealing"));
        Assert.Contains("a comparison does not tell how much", (await engine.Client.ReadStateAsync(new InstanceId("hot"), CancellationToken.None)).StatusReason, StringComparison.Ordinal);
        Assert.Empty(backEnds.Generated);
    }

    [Fact]
    public async Task A_picture_that_was_not_painted_keeps_the_best_and_asks_no_judge()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = (iteration, _) => "SCORE: 5/10\nCONTINUE: forbidden", Propose = _ => "other" };
        var judge = new ScriptedPairJudge(_ => ScriptedPairJudge.Says("Tie"), "scripted");
        await using LoopEngine engine = await OpenAsync(folder, backEnds, judge);
        RunRow run = await engine.RunAsync("pairwise-loop", "blocked", ("MaxIterations", 2));
        Assert.Equal((2, 1), (run.Iterations, run.Best!.Iteration));
        Assert.Empty(judge.Requests);
    }

    private static ScriptedBackEnds Scores(Func<int, int> score)
        => new() { Reply = (iteration, _) => string.Create(CultureInfo.InvariantCulture, $"SCORE: {score(iteration)}/10\nCONTINUE: step {iteration}") };

    /// <summary>What the table says about the later of two pictures, in whichever order they are shown.</summary>
    private static string Verdict(PairRequest request, string[] winners)
    {
        int first = PictureMetadata.Read(request.First.Span)!.Iteration;
        int second = PictureMetadata.Read(request.Second.Span)!.Iteration;
        string winner = winners[Math.Max(first, second) - 1];
        return ScriptedPairJudge.Says(winner switch
        {
            "A" => first < second ? "Image A" : "Image B",
            "B" => first < second ? "Image B" : "Image A",
            _ => winner,
        });
    }

    private static Task<LoopEngine> OpenAsync(TempFolder folder, ScriptedBackEnds backEnds, ScriptedPairJudge judge)
        => LoopEngine.OpenAsync(folder.Path, new BackEnds([backEnds], [backEnds], [backEnds], [new EmbeddedAgent()])
        {
            PictureJudges = [new PictureJudge("scripted", "script", _ => judge, new MeasuringScoreJudge())],
        });
}
