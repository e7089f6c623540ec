using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Expressions.JavaScript;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Storage.Sqlite;

namespace RefineWorkflows.Engine.Tests.Shared;

/// <summary>A whole engine over a real database in a folder of its own.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    private static readonly JavaScriptWorkerPool Scripts = new(new JavaScriptOptions());
    private readonly bool ownsFolder;

    private TestEngine(string folder, bool ownsFolder, SqliteStore database, IInstanceStore store, ActivityRegistry registry, StringWriter output, TimeProvider time, HostOptions options)
    {
        this.ownsFolder = ownsFolder;
        Folder = folder;
        Database = database;
        Store = store;
        Output = output;
        Catalog = new DefinitionCatalog(database, registry, Scripts, time);
        Client = new WorkflowClient(store, database, time);
        Host = new WorkflowHost(store, database, Catalog, Client, Scripts, time, options, NullLogger<WorkflowHost>.Instance);
    }

    public string Folder { get; }

    public SqliteStore Database { get; }

    public IInstanceStore Store { get; }

    public StringWriter Output { get; }

    public DefinitionCatalog Catalog { get; }

    public WorkflowClient Client { get; }

    public WorkflowHost Host { get; }

    /// <param name="folder">An existing engine's folder, to be another process on its data; null for a fresh one.</param>
    /// <param name="more">Activities of the test.</param>
    /// <param name="time">The clock; the real one when null.</param>
    /// <param name="options">The node's options; by default it runs only what it is told to.</param>
    /// <param name="wrap">Puts something between the engine and its store.</param>
    public static async Task<TestEngine> OpenAsync(
        string? folder = null,
        Action<ActivityRegistry>? more = null,
        TimeProvider? time = null,
        HostOptions? options = null,
        Func<IInstanceStore, IInstanceStore>? wrap = null)
    {
        time ??= TimeProvider.System;
        string home = folder ?? Directory.CreateTempSubdirectory("refine-engine-").FullName;
        SqliteStore database = await SqliteStore.OpenAsync(Path.Combine(home, "engine.db"), time, CancellationToken.None);
        var output = new StringWriter();
        ActivityRegistry registry = new ActivityRegistry().AddBuiltIn(TextWriter.Synchronized(output));
        more?.Invoke(registry);
        var engine = new TestEngine(home, folder is null, database, wrap?.Invoke(database) ?? database, registry, output, time, options ?? new HostOptions { TakesWhatIsReady = false });
        engine.Host.Start();
        return engine;
    }

    public Task<StoredDefinition> PublishAsync(JsonObject definition) => Catalog.PublishAsync(definition.ToJsonString(), "test.json", CancellationToken.None);

    /// <summary>Publishes a definition and runs an instance of it until it rests.</summary>
    public async Task<InstanceId> RunAsync(JsonObject definition, params (string Name, JsonNode? Value)[] input)
    {
        StoredDefinition published = await PublishAsync(definition);
        return await Host.RunAsync(published.DefinitionId, input.ToDictionary(one => one.Name, one => JsonSerializer.SerializeToElement(one.Value)), null, null, CancellationToken.None);
    }

    public Task<bool> ContinueAsync(InstanceId instance) => Host.ContinueAsync(instance, CancellationToken.None);

    public Task<InstanceState> StateAsync(InstanceId instance) => Client.ReadStateAsync(instance, CancellationToken.None);

    public Task<IReadOnlyList<JournalEntry>> JournalAsync(InstanceId instance) => Client.ReadJournalAsync(instance, 0, 100_000, CancellationToken.None);

    /// <summary>Ids of the activities in the order in which they began, without containers and the workflow.</summary>
    public async Task<string[]> VisitedAsync(InstanceId instance, params string[] except)
    {
        IReadOnlyList<JournalEntry> journal = await JournalAsync(instance);
        Dictionary<long, string> activityOf = journal.OfType<ActivityScheduled>().ToDictionary(one => one.Execution.Value, one => one.Activity);
        return [.. journal.OfType<ActivityStarted>().Where(one => one.Attempt == 1).Select(one => activityOf[one.Execution.Value]).Where(id => id != "Workflow1" && !except.Contains(id))];
    }

    /// <summary>The lines that WriteLine wrote.</summary>
    public string[] Lines() => Output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public async Task<(InstanceStatus Status, InstanceSubStatus SubStatus)> StatusAsync(InstanceId instance)
    {
        InstanceHeader header = (await Store.FindAsync(instance, CancellationToken.None))!;
        return (header.Status, header.SubStatus);
    }

    /// <summary>Waits until all of these have finished, looking again whenever something changes.</summary>
    public async Task AllFinishAsync(IReadOnlyCollection<InstanceId> instances, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        var open = new HashSet<InstanceId>(instances);
        using var changed = new SemaphoreSlim(0);
        void Signal() => changed.Release();
        Store.Changed += Signal;
        try
        {
            while (open.Count > 0)
            {
                foreach (InstanceId id in open.ToList())
                {
                    if ((await StatusAsync(id)).Status == InstanceStatus.Finished)
                        open.Remove(id);
                }

                if (open.Count > 0)
                    await changed.WaitAsync(TimeSpan.FromMilliseconds(200), limit.Token);
            }
        }
        finally
        {
            Store.Changed -= Signal;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Database.DisposeAsync();
        if (ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }
}
