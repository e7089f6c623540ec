using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Expressions.JavaScript;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Tests.Activities;

/// <summary>The shipped loops on the real engine, with back ends of the test's choice.</summary>
internal sealed class LoopEngine : IAsyncDisposable
{
    /// <summary>Scripts know nothing of an engine, and their processes take longer to start than most loops run.</summary>
    private static readonly JavaScriptWorkerPool Scripts = new(new JavaScriptOptions());

    private readonly SqliteStore database;
    private readonly DefinitionCatalog catalog;

    private LoopEngine(string folder, SqliteStore database, IInstanceStore store, BackEnds backEnds)
    {
        this.database = database;
        Store = store;
        Records = new RunRecords(store);
        Artifacts = new RunArtifacts(Path.Combine(folder, "runs"), new ImageCodec(ImageLimits.Default));
        ActivityRegistry registry = new ActivityRegistry().AddBuiltIn(TextWriter.Null).AddRefinement(backEnds, Artifacts, Records, TimeProvider.System);
        catalog = new DefinitionCatalog(database, registry, Scripts, TimeProvider.System);
        Client = new WorkflowClient(store, database, TimeProvider.System);
        Host = new WorkflowHost(store, database, catalog, Client, Scripts, TimeProvider.System, new HostOptions { TakesWhatIsReady = false }, NullLogger<WorkflowHost>.Instance);
        Host.Start();
    }

    public IInstanceStore Store { get; }

    public RunRecords Records { get; }

    public RunArtifacts Artifacts { get; }

    public WorkflowClient Client { get; }

    public WorkflowHost Host { get; }

    public static Task<LoopEngine> OpenAsync(string folder, ScriptedBackEnds backEnds, Func<IInstanceStore, IInstanceStore>? wrap = null)
        => OpenAsync(folder, new BackEnds([backEnds], [backEnds], [backEnds], [new EmbeddedAgent()]) { PictureJudges = [PictureJudge.Measuring(new ImageCodec(ImageLimits.Default), "scripted")] }, wrap);

    public static async Task<LoopEngine> OpenAsync(string folder, BackEnds backEnds, Func<IInstanceStore, IInstanceStore>? wrap = null, Func<string, string>? redraw = null)
    {
        SqliteStore database = await SqliteStore.OpenAsync(Path.Combine(folder, "refine.db"), TimeProvider.System, CancellationToken.None);
        return new LoopEngine(folder, database, wrap?.Invoke(database) ?? database, backEnds) { Redraw = redraw ?? (json => json) };
    }

    /// <summary>Changes the drawing of a shipped loop before it runs.</summary>
    public Func<string, string> Redraw { get; init; } = json => json;

    /// <summary>Runs a shipped loop until it rests.</summary>
    public async Task<RunRow> RunAsync(string loop, string id, params (string Name, object Value)[] input)
    {
        await StartAsync(loop, id, input);
        return (await Records.FindAsync(id, CancellationToken.None))!;
    }

    /// <summary>The same for a run that may end before it is one.</summary>
    public async Task StartAsync(string loop, string id, params (string Name, object Value)[] input)
    {
        string file = Path.Combine(AppContext.BaseDirectory, "workflow-definitions", $"{loop}.json");
        await catalog.PublishAsync(Redraw(await File.ReadAllTextAsync(file)), loop, CancellationToken.None);
        var values = new Dictionary<string, JsonElement> { ["Prompt"] = JsonSerializer.SerializeToElement("a cat"), ["Seed"] = JsonSerializer.SerializeToElement(7) };
        foreach ((string name, object value) in input)
            values[name] = JsonSerializer.SerializeToElement(value);
        await Host.RunAsync(loop, values, new InstanceId(id), null, CancellationToken.None);
    }

    public async Task<string> FingerprintAsync(string id)
    {
        RunRow row = (await Records.FindAsync(id, CancellationToken.None))!;
        return RunFingerprint.Compute(row.DefinitionVersion, row.Settings, await Records.IterationsAsync(id, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await database.DisposeAsync();
    }
}
