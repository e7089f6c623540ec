using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Refinement.Search;
using RefineWorkflows.Refinement.Tests.Budgets;

namespace RefineWorkflows.Refinement.Tests.Activities;

/// <summary>What the shipped loops do where a budget ends.</summary>
public sealed class Budgets
{
    [Theory, InlineData("refine-loop"), InlineData("img2img-loop"), InlineData("evaluator-optimizer"), InlineData("director"), InlineData("agent-loop"), InlineData("pairwise-loop")]
    public async Task A_run_whose_pictures_are_used_up_ends_before_the_next_with_everything_it_has(string loop)
    {
        using var folder = new TempFolder();
        var scripted = Scripted();
        await using PaidBackEnds paid = await PaidBackEnds.OpenAsync(folder.Path, scripted);
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, paid.BackEnds);
        RunRow run = await engine.RunAsync(loop, "run", ("MaxPictures", 2), ("MaxIterations", 8));

        Assert.Equal((StopReasons.Budget, 2, 2), (run.Reason, run.Iterations, scripted.Generated.Count));
        Assert.Equal(StopReasons.Budget, Report(engine).GetProperty("stopReason").GetString());
        Assert.True(File.Exists(engine.Artifacts.Open("run").PathOf(RunFolder.CollageFile)));
        Assert.Equal(new SpendingCaps(Pictures: 2), run.Caps);
        Assert.Equal(4m, (await paid.Ledger.OfRunAsync("run", default)).Spent.Cost);
    }

    [Fact]
    public async Task A_judge_that_is_out_of_budget_loses_no_picture()
    {
        using var folder = new TempFolder();
        var scripted = Scripted();
        await using PaidBackEnds paid = await PaidBackEnds.OpenAsync(folder.Path, scripted);
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, paid.BackEnds);
        RunRow run = await engine.RunAsync("refine-loop", "run", ("MaxCost", 3.5m));

        Assert.Equal((StopReasons.Budget, 1, 2, 1), (run.Reason, run.Iterations, scripted.Generated.Count, scripted.Evaluated.Count));
        JsonElement[] pictures = [.. Report(engine).GetProperty("pictures").EnumerateArray()];
        Assert.Equal([true, false], pictures.Select(one => one.GetProperty("evaluated").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, pictures[1].GetProperty("score").ValueKind);
        Assert.Equal(3m, (await paid.Ledger.OfRunAsync("run", default)).Spent.Cost);
    }

    [Fact]
    public async Task A_drawing_that_does_not_say_what_to_do_then_rests_with_everything_all_the_same()
    {
        using var folder = new TempFolder();
        await using PaidBackEnds paid = await PaidBackEnds.OpenAsync(folder.Path, Scripted());
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, paid.BackEnds, redraw: WithoutTheWayOut);
        RunRow run = await engine.RunAsync("refine-loop", "run", ("MaxPictures", 1));

        Assert.Equal((StopReasons.Budget, 1), (run.Reason, run.Iterations));
        Assert.Equal(InstanceSubStatus.Finished, (await engine.Store.FindAsync(new InstanceId("run"), default))!.SubStatus);
        Assert.Equal(StopReasons.Budget, Report(engine).GetProperty("stopReason").GetString());
    }

    [Fact]
    public async Task A_day_that_is_used_up_is_waited_for_and_costs_no_attempt()
    {
        using var folder = new TempFolder();
        var time = new ManualTime();
        // A moment before midnight on the ledger's clock.
        time.Advance(TimeSpan.FromHours(10) - TimeSpan.FromMilliseconds(50));
        await using PaidBackEnds paid = await PaidBackEnds.OpenAsync(folder.Path, Scripted(), new SpendingCaps(Pictures: 1), time);
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, paid.BackEnds);
        RunRow run = await engine.RunAsync("refine-loop", "run", ("MaxIterations", 2));

        Assert.Equal((null, 1), (run.Reason, run.Iterations));
        ExecutionState step = (await engine.Client.ReadStateAsync(new InstanceId("run"), default)).Executions.Values.Single(one => one.RetryAt is not null);
        Assert.True(step.Attempt > 0 && step.Attempt == step.Uncounted, $"{step.Attempt} attempts, {step.Uncounted} of them not counted");
        Assert.Contains("goes on when the day turns", step.RetryReason, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromSeconds(1));
        await engine.Host.FollowAsync(new InstanceId("run"), default);
        Assert.Equal((StopReasons.MaxIterations, 2), ((await engine.Records.FindAsync("run", default))!.Reason, (await engine.Records.FindAsync("run", default))!.Iterations));
    }

    [Theory, InlineData("MaxCost", -1), InlineData("MaxPictures", 0), InlineData("MaxTime", "00:00:00")]
    public async Task A_cap_that_can_be_no_cap_is_refused_before_anything_is_painted(string input, object value)
    {
        using var folder = new TempFolder();
        await using PaidBackEnds paid = await PaidBackEnds.OpenAsync(folder.Path, Scripted());
        await using LoopEngine engine = await LoopEngine.OpenAsync(folder.Path, paid.BackEnds);
        await engine.RunAsync("refine-loop", "run", (input, value));

        InstanceState state = await engine.Client.ReadStateAsync(new InstanceId("run"), default);
        Assert.Equal(InstanceSubStatus.Faulted, state.SubStatus);
        Assert.Contains("allowed", state.StatusReason, StringComparison.Ordinal);
    }

    private static ScriptedBackEnds Scripted() => new() { Reply = (iteration, _) => $"SCORE: {Math.Min(iteration + 2, 7)}/10\nCONTINUE: a cat, more so {iteration}" };

    private static string WithoutTheWayOut(string json)
    {
        JsonNode drawing = JsonNode.Parse(json)!;
        JsonArray connections = drawing["root"]!["connections"]!.AsArray();
        Assert.NotEqual(0, connections.RemoveAll(one => (string?)one!["source"]!["port"] == BudgetStop.Outcome));
        return drawing.ToJsonString();
    }

    private static JsonElement Report(LoopEngine engine)
        => JsonDocument.Parse(File.ReadAllBytes(engine.Artifacts.Open("run").PathOf(RunFolder.ReportFile))).RootElement;
}
