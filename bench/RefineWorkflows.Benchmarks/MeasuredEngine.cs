using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Expressions.JavaScript;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage.Sqlite;

namespace RefineWorkflows.Benchmarks;

/// <summary>A whole engine over a database of its own.</summary>
internal sealed class MeasuredEngine : IAsyncDisposable
{
    private readonly JavaScriptWorkerPool scripts = new(new JavaScriptOptions());

    private MeasuredEngine(SqliteStore store, HostOptions options)
    {
        Store = store;
        ActivityRegistry registry = new ActivityRegistry().AddBuiltIn(TextWriter.Null).Add<StepActivity>().Add<HangingActivity>();
        Catalog = new DefinitionCatalog(store, registry, scripts, TimeProvider.System);
        Client = new WorkflowClient(store, store, TimeProvider.System);
        Host = new WorkflowHost(store, store, Catalog, Client, scripts, TimeProvider.System, options, NullLogger<WorkflowHost>.Instance);
    }

    public SqliteStore Store { get; }

    public DefinitionCatalog Catalog { get; }

    public WorkflowClient Client { get; }

    /// <summary>The node; <see cref="WorkflowHost.Start"/> is the caller's.</summary>
    public WorkflowHost Host { get; }

    public static async Task<MeasuredEngine> OpenAsync(string file, HostOptions options, CancellationToken cancellationToken)
        => new(await SqliteStore.OpenAsync(file, TimeProvider.System, cancellationToken), options);

    /// <summary>Runs an instance of a published definition until it rests.</summary>
    public Task<InstanceId> RunAsync(string definition, CancellationToken cancellationToken, string? wait = null)
        => Host.RunAsync(definition, wait is null ? NoInput : new Dictionary<string, JsonElement> { ["wait"] = JsonSerializer.SerializeToElement(wait) }, null, null, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Store.DisposeAsync();
        await scripts.DisposeAsync();
    }

    private static readonly Dictionary<string, JsonElement> NoInput = [];
}
