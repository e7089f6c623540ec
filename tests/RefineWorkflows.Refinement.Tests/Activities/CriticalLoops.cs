using RefineWorkflows.Engine;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Tests.Activities;

/// <summary>The shipped loops in which a critic lets a picture pass or has its prompt revised.</summary>
public sealed class CriticalLoops
{
    [Fact]
    public async Task A_picture_that_never_passes_is_painted_and_criticised_in_every_round_and_the_best_is_kept()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = (iteration, _) => $"SCORE: {new[] { 4, 8, 6 }[iteration - 1]}/10\nCONTINUE: change {iteration}" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        RunRow run = await engine.RunAsync("evaluator-optimizer", "never");

        Assert.Equal((StopReasons.MaxIterations, 3, 2), (run.Reason, run.Iterations, run.Best!.Iteration));
        Assert.Equal((3, 3), (backEnds.Generated.Count, backEnds.Evaluated.Count));
        Assert.Equal(["a cat", "a cat, change 1", "a cat, change 1, change 2"], backEnds.Generated.Select(one => one.Prompt));
    }

    [Fact]
    public async Task A_revision_knows_the_task_the_last_prompt_and_the_feedback()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = (iteration, _) => iteration == 3 ? "SCORE: 9/10\nDONE: good" : $"SCORE: 5/10\nCONTINUE: change {iteration}", Revise = request => $"revised after {request.Feedback}" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        RunRow run = await engine.RunAsync("evaluator-optimizer", "revised", ("MaxIterations", 9));

        Assert.Equal((StopReasons.Done, 3), (run.Reason, run.Iterations));
        Assert.Equal([("a cat", "a cat", "change 1"), ("a cat", "revised after change 1", "change 2")], backEnds.Revised.Select(one => (one.Task, one.Previous!, one.Feedback!)));
    }

    [Fact]
    public async Task A_keyword_of_ones_own_passes_a_picture_and_the_critic_is_told_it()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = (iteration, _) => iteration == 1 ? "SCORE: 5/10\nDONE is not what I say; more light" : "SCORE: 6/10\nPASS: enough" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        RunRow run = await engine.RunAsync("evaluator-optimizer", "keyword", ("PassKeyword", "PASS"));

        Assert.Equal((StopReasons.Done, 2), (run.Reason, run.Iterations));
        Assert.All(backEnds.Evaluated, one => Assert.Equal("PASS", one.PassKeyword));
        Assert.Contains("more light", backEnds.Revised.Single().Feedback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_typed_verdict_that_cannot_be_read_is_asked_for_again_and_then_an_incident()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = (iteration, _) => iteration == 1 ? """{"passed": false, "feedback": "more light", "score": 4}""" : "SCORE: 9/10\nDONE: words" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        RunRow run = await engine.RunAsync("evaluator-optimizer", "typed", ("TypedVerdict", true));

        Assert.Equal(1, run.Iterations);
        Assert.Equal(InstanceSubStatus.Faulted, (await engine.Client.ReadStateAsync(new InstanceId("typed"), CancellationToken.None)).SubStatus);
        Assert.Equal(3, backEnds.Evaluated.Count);
        Assert.All(backEnds.Evaluated, one => Assert.True(one.IsTyped));
        Assert.Equal("more light", backEnds.Revised.Single().Feedback);
    }

    [Fact]
    public async Task The_director_has_a_prompt_written_first_and_revised_while_the_score_is_below_the_threshold()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = (iteration, _) => $"SCORE: {new[] { 4, 7.5, 8, 9 }[iteration - 1]}/10\nDONE: the judge's own opinion" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        RunRow run = await engine.RunAsync("director", "director");

        Assert.Equal((StopReasons.Done, 3, 3), (run.Reason, run.Iterations, run.Best!.Iteration));
        Assert.Equal([null, "a cat, written"], backEnds.Revised.Select(one => one.Previous).Take(2));
        Assert.Equal("a cat, written", backEnds.Generated.First().Prompt);
        Assert.Equal([false, false, true], (await engine.Records.IterationsAsync("director", CancellationToken.None)).Select(one => one.Action == VerdictAction.Done));
    }

    [Fact]
    public async Task A_threshold_out_of_range_is_told_before_the_judge_is_asked()
    {
        using var folder = new TempFolder();
        var backEnds = new ScriptedBackEnds { Reply = (_, _) => "SCORE: 5/10" };
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, backEnds);
        await engine.RunAsync("director", "range", ("Threshold", 11));
        Assert.Contains("1 to 10", (await engine.Client.ReadStateAsync(new InstanceId("range"), CancellationToken.None)).StatusReason, StringComparison.Ordinal);
        Assert.Empty(backEnds.Evaluated);
    }
}
