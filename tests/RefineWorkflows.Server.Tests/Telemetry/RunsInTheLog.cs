using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Telemetry;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Telemetry;

public sealed class RunsInTheLog : IAsyncLifetime
{
    private const string Secret = "nobody is told of this";
    private readonly TempFolder folder = new();
    private readonly StringWriter lines = new();
    private TextWriter door = null!;
    private Workbench workbench = null!;
    private RunLog log = null!;

    public async Task InitializeAsync()
    {
        door = TextWriter.Synchronized(lines);
        RefineSettings settings = RefineSettings.Load(folder.Path);
        settings = settings with { Engine = settings.Engine with { TakesWhatIsReady = true }, Log = new LogOptions(LogFormat.Json, LogLevel.Information) };
        workbench = await Workbench.OpenAsync(settings, TextWriter.Null, door, default);
        log = new RunLog(workbench.Host, workbench.Logging);
        workbench.Host.Start();
    }

    public async Task DisposeAsync()
    {
        await workbench.DisposeAsync();
        log.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Every_turn_of_a_runs_life_is_told_and_nothing_of_what_it_holds()
    {
        await workbench.PublishAsync(Sketch.Workflow("talk", Sketch.Sequence(Sketch.Line("hello"), Sketch.Activity("Elsa.Event", "wait", ("eventName", Sketch.Literal("go")))), "Word"));
        InstanceId run = await workbench.Client.StartAsync("talk", new Dictionary<string, JsonElement> { ["Word"] = JsonSerializer.SerializeToElement(Secret) }, null, null, null, default);
        await workbench.UntilAsync(async () => (await workbench.Store.ReadBookmarksAsync(run, default)).Count == 1);
        await workbench.Client.PublishEventAsync("go", JsonSerializer.SerializeToElement(Secret), null, "k", default);
        await workbench.FinishedAsync(run.Value);
        JsonElement[] told = await ToldAsync("RunFinished");
        Assert.Equal(["WorkflowLine", "RunStarted", "RunSuspended", "RunResumed", "RunFinished"], told.Select(Event));
        Assert.All(told, line => Assert.Equal(run.Value, line.GetProperty("values").GetProperty("instance").GetString()));
        Assert.All(told, line => Assert.Matches("^[0-9a-f]{32}$", line.GetProperty("traceId").GetString()));
        Assert.DoesNotContain(Secret, lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_told_with_the_activity_and_the_reason()
    {
        await workbench.PublishAsync(Sketch.Workflow("bad", Sketch.Sequence(Sketch.Activity("Elsa.Fault", "stop", ("message", Sketch.Literal("not today"))))));
        await workbench.Client.StartAsync("bad", new Dictionary<string, JsonElement>(), null, null, null, default);
        JsonElement[] told = await ToldAsync("RunFaulted");
        JsonElement incident = told.Single(line => Event(line) == "RunIncident");
        Assert.Equal("stop", incident.GetProperty("values").GetProperty("activity").GetString());
        Assert.Equal("error", told.Single(line => Event(line) == "RunFaulted").GetProperty("level").GetString());
        Assert.All(new[] { "RunIncident", "RunFaulted" }, name => Assert.Contains("not today", told.Single(line => Event(line) == name).GetProperty("message").GetString(), StringComparison.Ordinal));
    }

    private static string Event(JsonElement line) => line.GetProperty("event").GetString()!;

    private string Written()
    {
        // The lock that a synchronized writer writes under.
        lock (door)
            return lines.ToString();
    }

    /// <summary>What is told, up to and with an event.</summary>
    private async Task<JsonElement[]> ToldAsync(string last)
    {
        JsonElement[] told = [];
        await workbench.UntilAsync(() =>
        {
            told = [.. Written().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.Deserialize<JsonElement>())];
            return Task.FromResult(told.Any(line => Event(line) == last));
        });
        return told;
    }
}
