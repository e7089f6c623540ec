using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Tests.BackEnds;

/// <summary>Whole runs over a card that is too small for both models.</summary>
public sealed class DeviceTimelines
{
    [Fact]
    public async Task Swaps_stand_in_the_report_with_cause_and_duration_and_survive_the_process()
    {
        using var folder = new TempFolder();
        await using OneCard card = await OneCard.StartAsync(12);
        RefineSettings settings = RefineSettings.Load(folder.Path) with { BackEnds = [card.Painter(8), card.Eyes(6)], GpuBudget = 12 };
        IReadOnlyList<DevicePhase> told;
        await using (Workbench workbench = await OpenAsync(settings))
        {
            await RunAsync(workbench, "swapped");
            told = await workbench.Records.DevicePhasesAsync("swapped", CancellationToken.None);
        }

        Assert.Equal(8L << 30, card.Card.Peak);
        // Two pictures, each judged: nobody was loaded only to say whether he sees.
        Assert.InRange(card.Card.Loads, 2, 4);
        DevicePhase release = told.First(one => one.Kind == "release");
        Assert.Equal("painter", release.Model);
        Assert.StartsWith("room for eyes", release.Cause, StringComparison.Ordinal);
        Assert.Equal(card.Card.Loads, told.Count(one => one.Kind == "load"));
        Assert.Equal(told.OrderBy(one => one.StartedAt), told);

        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "runs", "swapped", "report.json")));
        JsonElement first = report.RootElement.GetProperty("gpu")[0];
        Assert.Equal(("load", "painter"), (first.GetProperty("kind").GetString(), first.GetProperty("model").GetString()));
        Assert.True(first.GetProperty("seconds").GetDouble() >= 0);
        string page = await File.ReadAllTextAsync(Path.Combine(folder.Path, "runs", "swapped", "report.html"));
        Assert.Contains("Graphics card", page, StringComparison.Ordinal);
        Assert.Contains("release painter", page, StringComparison.Ordinal);

        await using Workbench next = await OpenAsync(settings);
        Assert.Equal(told, await next.Records.DevicePhasesAsync("swapped", CancellationToken.None));
    }

    [Fact]
    public async Task Runs_side_by_side_finish_without_anything_beside_what_does_not_fit()
    {
        using var folder = new TempFolder();
        await using OneCard card = await OneCard.StartAsync(12);
        await using Workbench workbench = await OpenAsync(RefineSettings.Load(folder.Path) with { BackEnds = [card.Painter(8), card.Eyes(6)], GpuBudget = 12 });
        string[] runs = ["one", "two", "three"];
        await Task.WhenAll(runs.Select(run => RunAsync(workbench, run)));
        Assert.Equal(8L << 30, card.Card.Peak);
        foreach (string run in runs)
            Assert.Equal(2, (await workbench.Records.IterationsAsync(run, CancellationToken.None)).Count);
        // Each run by itself would swap at each of its four steps.
        Assert.True(card.Card.Loads < 12, $"{card.Card.Loads} loads");
    }

    [Fact]
    public async Task A_run_with_embedded_back_ends_says_nothing_of_cards()
    {
        using var folder = new TempFolder();
        await using Workbench workbench = await OpenAsync(RefineSettings.Load(folder.Path) with { BackEnds = [] });
        await RunAsync(workbench, "embedded");
        Assert.DoesNotContain("\"gpu\"", await File.ReadAllTextAsync(Path.Combine(folder.Path, "runs", "embedded", "report.json")), StringComparison.Ordinal);
        Assert.DoesNotContain("Graphics card", await File.ReadAllTextAsync(Path.Combine(folder.Path, "runs", "embedded", "report.html")), StringComparison.Ordinal);
    }

    private static async Task<Workbench> OpenAsync(RefineSettings settings)
    {
        Workbench workbench = await Workbench.OpenAsync(settings, TextWriter.Null, TextWriter.Null, CancellationToken.None);
        await workbench.Definitions.EnsureAsync("refine-loop", CancellationToken.None);
        workbench.Host.Start();
        return workbench;
    }

    private static async Task RunAsync(Workbench workbench, string id)
    {
        var input = new Dictionary<string, JsonElement>
        {
            ["Prompt"] = JsonSerializer.SerializeToElement("a hot hotdog"),
            ["MaxIterations"] = JsonSerializer.SerializeToElement(2),
            ["Seed"] = JsonSerializer.SerializeToElement(7),
            ["Width"] = JsonSerializer.SerializeToElement(64),
            ["Height"] = JsonSerializer.SerializeToElement(64),
        };
        await workbench.Host.RunAsync("refine-loop", input, new InstanceId(id), null, CancellationToken.None);
    }
}
