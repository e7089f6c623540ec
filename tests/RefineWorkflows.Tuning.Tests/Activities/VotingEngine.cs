using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Expressions.JavaScript;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Judging.Measuring;
using RefineWorkflows.Tuning.Activities;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Tests.Activities;

/// <summary>The loops that ask people, on the real engine with the embedded painter.</summary>
internal sealed class VotingEngine : IAsyncDisposable
{
    private static readonly JavaScriptWorkerPool Scripts = new(new JavaScriptOptions());

    private readonly SqliteStore database;
    private readonly DefinitionCatalog catalog;

    private VotingEngine(string folder, SqliteStore database, IInstanceStore store)
    {
        this.database = database;
        Store = store;
        var codec = new ImageCodec(ImageLimits.Default);
        Records = new RunRecords(store);
        Artifacts = new RunArtifacts(Path.Combine(folder, "runs"), codec);
        Votes = new VoteBook(store, TimeProvider.System);
        Ballots = new BallotBox(store);
        Pictures = new VotedPictures(Path.Combine(folder, "votes", "pictures"), codec, new ClipCodec(ImageLimits.Default), ImageLimits.Default);
        var backEnds = new BackEnds([new EmbeddedPainter()], [new MeasuringJudge()], [new MeasuringProposer()], [new EmbeddedAgent()]);
        ActivityRegistry registry = new ActivityRegistry().AddBuiltIn(TextWriter.Null)
            .AddRefinement(backEnds, Artifacts, Records, TimeProvider.System)
            .AddTuning(Artifacts, Records, Votes, Ballots, Pictures);
        catalog = new DefinitionCatalog(database, registry, Scripts, TimeProvider.System);
        Client = new WorkflowClient(store, database, TimeProvider.System);
        Host = new WorkflowHost(store, database, catalog, Client, Scripts, TimeProvider.System, new HostOptions { TakesWhatIsReady = false }, NullLogger<WorkflowHost>.Instance);
        Host.Start();
    }

    public IInstanceStore Store { get; }

    public RunRecords Records { get; }

    public RunArtifacts Artifacts { get; }

    public VoteBook Votes { get; }

    public BallotBox Ballots { get; }

    public VotedPictures Pictures { get; }

    public WorkflowClient Client { get; }

    public WorkflowHost Host { get; }

    public static async Task<VotingEngine> OpenAsync(string folder, Func<IInstanceStore, IInstanceStore>? wrap = null)
    {
        SqliteStore database = await SqliteStore.OpenAsync(Path.Combine(folder, "refine.db"), TimeProvider.System, CancellationToken.None);
        return new VotingEngine(folder, database, wrap?.Invoke(database) ?? database);
    }

    /// <summary>Runs the shipped loop until it rests.</summary>
    public Task RunAsync(string id, params (string Name, object Value)[] input) => RunAsync("ab-test", id, input);

    /// <summary>The same for any shipped loop, and for a changed drawing of one.</summary>
    public async Task RunAsync(string loop, string id, (string Name, object Value)[] input, Func<string, string>? redraw = null)
    {
        string file = Path.Combine(AppContext.BaseDirectory, "workflow-definitions", $"{loop}.json");
        string drawn = await File.ReadAllTextAsync(file);
        await catalog.PublishAsync(redraw?.Invoke(drawn) ?? drawn, loop, CancellationToken.None);
        var values = new Dictionary<string, JsonElement>
        {
            ["Prompt"] = JsonSerializer.SerializeToElement("a red fox"),
            ["Seed"] = JsonSerializer.SerializeToElement(7),
            ["Width"] = JsonSerializer.SerializeToElement(96),
            ["Height"] = JsonSerializer.SerializeToElement(96),
        };
        foreach ((string name, object value) in input)
            values[name] = JsonSerializer.SerializeToElement(value);
        await Host.RunAsync(loop, values, new InstanceId(id), null, CancellationToken.None);
    }

    public Task<InstanceState> StateAsync(string id) => Client.ReadStateAsync(new InstanceId(id), CancellationToken.None);

    public async Task<RunRow> RowAsync(string id) => (await Records.FindAsync(id, CancellationToken.None))!;

    /// <summary>What the run waits for.</summary>
    public async Task<Ballot> OpenBallotAsync(string id)
        => (await Ballots.FindAsync(AskHuman.BallotOf(Assert.Single((await StateAsync(id)).Bookmarks.Values).Payload), CancellationToken.None))!;

    /// <summary>Delivers an answer, and lets the run go on until it rests.</summary>
    public async Task<bool> AnswerAsync(Ballot ballot, VoteOutcome outcome, string by = "ann")
    {
        DeliveryReceipt receipt = await Store.DeliverAsync(
            new Stimulus(AskHuman.Stimulus, StimulusHash.Compute(AskHuman.Stimulus, AskHuman.WaitingFor(ballot.Id)), $"vote:{ballot.Id}", new BallotAnswer(outcome, by, TimeProvider.System.GetUtcNow()).Write(), null, new InstanceId(ballot.Run), TimeSpan.Zero),
            CancellationToken.None);
        await Host.ContinueAsync(new InstanceId(ballot.Run), CancellationToken.None);
        return receipt.Resumed.Count > 0;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await database.DisposeAsync();
    }
}
