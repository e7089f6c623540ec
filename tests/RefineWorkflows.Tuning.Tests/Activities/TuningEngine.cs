using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Expressions.JavaScript;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Tuning.Activities;
using RefineWorkflows.Tuning.Memory;
using RefineWorkflows.Tuning.Tests.Training;
using RefineWorkflows.Tuning.Tests.Votes;
using RefineWorkflows.Tuning.Training;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Tests.Activities;

/// <summary>A process that runs the sleeptime tuner's drawing on the real engine, and does the trainings that it waits for.</summary>
internal sealed class TuningEngine : IAsyncDisposable
{
    private const string Loop = "sleeptime-tuner";

    private static readonly JavaScriptWorkerPool Scripts = new(new JavaScriptOptions());

    private readonly DefinitionCatalog catalog;
    private readonly WorkflowClient client;
    private readonly WorkflowHost host;
    private readonly TrainingBell bell;

    /// <param name="workshop">The data folder.</param>
    /// <param name="store">Its own view of the store.</param>
    public TuningEngine(Workshop workshop, IInstanceStore? store = null)
    {
        store ??= workshop.Store;
        Tuner = workshop.Tuner(store, options: new RunnerOptions());
        Memory = new MemoryBook(store, TimeProvider.System);
        Archive = new Archive(store);
        Votes = new VoteBook(store, TimeProvider.System);
        bell = new TrainingBell(store, Tuner.Trainings);
        ActivityRegistry registry = new ActivityRegistry().AddBuiltIn(TextWriter.Null)
            .AddTraining(Tuner.Desk, Tuner.Shelf, Tuner.Collect)
            .AddSleeptime(new RunRecords(store), Votes, Tuner.Desk, Tuner.Shelf, Tuner.Collect, Memory, Archive);
        catalog = new DefinitionCatalog(workshop.Store, registry, Scripts, TimeProvider.System);
        client = new WorkflowClient(store, workshop.Store, TimeProvider.System);
        host = new WorkflowHost(store, workshop.Store, catalog, client, Scripts, TimeProvider.System, new HostOptions { TakesWhatIsReady = false }, NullLogger<WorkflowHost>.Instance);
        host.Start();
    }

    public Tuner Tuner { get; }

    public MemoryBook Memory { get; }

    public Archive Archive { get; }

    public VoteBook Votes { get; }

    /// <summary>As many votes as there are pairs to learn from.</summary>
    public async Task VoteAsync(Workshop workshop, string user)
    {
        for (long vote = (await Votes.HeadAsync(user, default)).Last; vote < workshop.Pairs[user].Count; vote++)
            await Votes.AddAsync(Sample.Vote($"{user}-{vote}", user: user), default);
    }

    /// <summary>Begins a cycle, and runs it until it rests.</summary>
    public async Task BeginAsync(string cycle, params (string Name, object Value)[] input)
    {
        await catalog.PublishAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "workflow-definitions", $"{Loop}.json")), Loop, default);
        // Short trainings with everything that a training can have.
        var values = new Dictionary<string, JsonElement>
        {
            ["MaxEpochs"] = JsonSerializer.SerializeToElement(6),
            ["LearningRate"] = JsonSerializer.SerializeToElement(0.05),
            ["Beta"] = JsonSerializer.SerializeToElement(1),
        };
        foreach ((string name, object value) in input)
            values[name] = JsonSerializer.SerializeToElement(value);
        await host.RunAsync(Loop, values, new InstanceId(cycle), null, default);
    }

    /// <summary>Goes on with a cycle: runs it, does the trainings that are asked for, tells of their ends, until it is over.</summary>
    public async Task<TunerReport?> SettleAsync(string cycle)
    {
        for (int round = 0; (await StateAsync(cycle)).Status != InstanceStatus.Finished; round++)
        {
            Assert.True(round < 20, "the cycle does not end");
            await host.FollowAsync(new InstanceId(cycle), default);
            foreach (RefineWorkflows.Tuning.Training.Training open in (await Tuner.Desk.ListAsync(null, default)).Where(one => !one.IsOver))
                await Tuner.Runner.RunAsync(open.Id, default);
            foreach (RefineWorkflows.Tuning.Training.Training over in (await Tuner.Desk.ListAsync(null, default)).Where(TrainingBell.IsOwed))
                await bell.RingAsync(over, default);
        }

        InstanceState state = await StateAsync(cycle);
        Assert.Equal(InstanceSubStatus.Finished, state.SubStatus);
        return state.Output["Report"].ValueKind == JsonValueKind.Null ? null : state.Output["Report"].Deserialize<TunerReport>();
    }

    public async Task<TunerReport?> RunAsync(string cycle, params (string Name, object Value)[] input)
    {
        await BeginAsync(cycle, input);
        return await SettleAsync(cycle);
    }

    public Task<InstanceState> StateAsync(string cycle) => client.ReadStateAsync(new InstanceId(cycle), default);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Tuner.Dispose();
    }
}
