using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Expressions;
using RefineWorkflows.Engine.Expressions.JavaScript;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Hosting;

/// <summary>
/// One node: takes instances that are ready, runs them side by side, keeps its leases, and leaves every instance
/// resumable when it stops. What another node left behind is ready again when its lease ends, so recovery is nothing
/// but taking what is ready.
/// </summary>
public sealed partial class WorkflowHost : IAsyncDisposable
{
    private static readonly TimeSpan LookNowAndThen = TimeSpan.FromSeconds(2);

    private readonly IInstanceStore store;
    private readonly DefinitionCatalog catalog;
    private readonly WorkflowClient client;
    private readonly ExpressionEvaluator evaluator;
    private readonly StimulusRouter router;
    private readonly TimeProvider time;
    private readonly HostOptions options;
    private readonly ILogger<WorkflowHost> log;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<InstanceId, RunningInstance> running = new();
    private readonly AsyncSignal work = new();
    private readonly WorkflowTelemetry telemetry = new();
    private readonly List<Task> loops = [];

    public WorkflowHost(
        IInstanceStore store,
        IDefinitionStore definitions,
        DefinitionCatalog catalog,
        WorkflowClient client,
        JavaScriptWorkerPool scripts,
        TimeProvider time,
        HostOptions options,
        ILogger<WorkflowHost> log)
    {
        this.store = store;
        this.catalog = catalog;
        this.client = client;
        this.time = time;
        this.options = options;
        this.log = log;
        evaluator = new ExpressionEvaluator(scripts);
        router = new StimulusRouter(definitions, time);
        Node = new NodeName($"{Environment.MachineName.ToLowerInvariant()}-{Environment.ProcessId}-{WorkflowClient.NewId().Value[..6]}");
    }

    /// <summary>This node's name, new with every start.</summary>
    public NodeName Node { get; }

    /// <summary>Raised with the entries of every commit of this node, when they are on disk. Handlers return at once.</summary>
    public event Action<InstanceId, IReadOnlyList<JournalEntry>>? Committed;

    /// <summary>Begins to keep leases and, unless the options say otherwise, to take what is ready.</summary>
    public void Start()
    {
        store.Changed += work.Set;
        loops.Add(KeepLeasesAsync());
        loops.Add(new InboxNews(store, Node, running, time, options).PassOnAsync(LogStoreTroubled, stopping.Token));
        if (options.TakesWhatIsReady)
            loops.Add(TakeWhatIsReadyAsync());
    }

    /// <summary>Accepts an instance of a published version and runs it on this node until it rests.</summary>
    /// <inheritdoc cref="RunAsync(StartRequest, CancellationToken)"/>
    public Task<InstanceId> RunAsync(
        string definitionId,
        IReadOnlyDictionary<string, JsonElement> input,
        InstanceId? id,
        string? name,
        CancellationToken cancellationToken)
        => RunAsync(new StartRequest { DefinitionId = definitionId, Input = input, Id = id, Name = name }, cancellationToken);

    /// <summary>Accepts an instance and runs it on this node until it rests: finished, waiting, or stopped with the node.</summary>
    /// <exception cref="DefinitionMissingException">There is no such version, or none is published.</exception>
    /// <exception cref="ActivityMissingException">The version has no such activity to start at.</exception>
    /// <exception cref="ActivationRefusedException">Another instance runs that this one gives way to; nothing was written.</exception>
    public async Task<InstanceId> RunAsync(StartRequest request, CancellationToken cancellationToken)
    {
        NewInstance instance = await client.PrepareAsync(request, cancellationToken);
        Lease? lease = await store.CreateAsync(instance, Node, options.LeaseDuration, cancellationToken);
        if (lease is null)
            await ContinueAsync(instance.Header.Id, cancellationToken);
        else
            await Run(lease).Done;
        return instance.Header.Id;
    }

    /// <summary>Takes one instance and runs it on this node until it rests.</summary>
    /// <returns>False when another node owns it.</returns>
    public async Task<bool> ContinueAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        await store.EndLeasesOfDeadNodesAsync(cancellationToken);
        if (await store.TryLeaseAsync(instance, Node, options.LeaseDuration, cancellationToken) is not { } lease)
            return false;
        await Run(lease).Done;
        return true;
    }

    /// <summary>
    /// Goes on with one instance whenever it is due, until only an event or a person can make it go on, or this node stops.
    /// For whoever waits for one instance on a node that does not take what is ready.
    /// </summary>
    public async Task FollowAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token, cancellationToken);
        while (!stopping.IsCancellationRequested && (await store.LoadAsync(instance, cancellationToken))?.ReadyAt is { } due)
        {
            TimeSpan wait = due - time.GetUtcNow();
            // Another node may have it, or somebody may cancel it meanwhile: hence a look now and then.
            if (wait > TimeSpan.Zero || !await ContinueAsync(instance, cancellationToken))
                await Task.Delay(wait > TimeSpan.Zero && wait < LookNowAndThen ? wait : LookNowAndThen, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Stops between two steps: effects are asked to end, every instance is left resumable, every lease is given back.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        store.Changed -= work.Set;
        work.Set();
        await Task.WhenAll(loops);
        foreach (RunningInstance one in running.Values)
            await ((Task)one.Done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stopping.Dispose();
        work.Dispose();
        telemetry.Dispose();
    }

    private RunningInstance Run(Lease lease)
    {
        var one = new RunningInstance();
        running[lease.Instance] = one;
        one.Done = Task.Run(() => RunBurstAsync(lease, one), CancellationToken.None);
        return one;
    }

    private async Task RunBurstAsync(Lease lease, RunningInstance slot)
    {
        System.Diagnostics.Activity? span = null;
        InstanceState? state = null;
        try
        {
            StoredInstance stored = await store.LoadAsync(lease.Instance, CancellationToken.None) ?? throw new InstanceMissingException(lease.Instance);
            (state, long snapshot) = InstanceLoader.Fold(stored);
            span = telemetry.Begin(lease.Instance, state, stored.ReadyAt, time.GetUtcNow());
            WorkflowGraph graph = await catalog.GraphAsync(state.VersionId, CancellationToken.None);
            var journal = new BurstJournal(store, time, lease, state, snapshot);
            journal.Committed += (instance, entries) => Committed?.Invoke(instance, entries);
            var session = new InstanceSession(lease.Instance, graph, journal, evaluator, router, time, options.Settings);
            using var burst = new Burst(session, store, stored.Inbox);
            slot.Burst = burst;
            await burst.RunAsync(stopping.Token);
        }
        catch (LeaseLostException lost)
        {
            LogLeaseLost(lost.Message);
        }
        catch
        {
            await RestAfterFailureAsync(lease);
            throw;
        }
        finally
        {
            slot.Burst = null;
            running.TryRemove(lease.Instance, out _);
            if (state is not null)
                telemetry.End(state, span);
            work.Set();
        }
    }

    /// <summary>Keeps the lease of an instance that cannot be run for as long as it lasts, so that nobody tries again in a tight loop.</summary>
    private async Task RestAfterFailureAsync(Lease lease)
    {
        if (options.TakesWhatIsReady)
        {
            try
            {
                await Task.Delay(options.LeaseDuration, time, stopping.Token);
            }
            catch (OperationCanceledException)
            {
                // The node stops; the next one may try at once.
            }
        }

        await store.ReleaseAsync(lease, CancellationToken.None);
    }

    private async Task TakeWhatIsReadyAsync()
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            TimeSpan sleep = options.Patience;
            try
            {
                await store.EndLeasesOfDeadNodesAsync(stopping.Token);
                while (running.Count < options.Concurrency)
                {
                    IReadOnlyList<Lease> leases = await store.ClaimAsync(Node, options.Concurrency - running.Count, options.LeaseDuration, stopping.Token);
                    foreach (Lease lease in leases)
                        Observe(lease.Instance, Run(lease));
                    if (leases.Count == 0)
                        break;
                }

                bool isFull = running.Count >= options.Concurrency;
                telemetry.QueueIs(isFull ? await store.CountReadyAsync(stopping.Token) : 0);
                if (!isFull && await store.NextReadyAsync(stopping.Token) is { } next)
                    sleep = next - time.GetUtcNow() is var wait && wait < sleep ? wait : sleep;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (WorkflowException problem)
            {
                LogStoreTroubled(problem);
                sleep = TimeSpan.FromSeconds(1);
            }

            if (sleep > TimeSpan.Zero)
                await RestUntilWorkAsync(sleep);
        }
    }

    private async Task RestUntilWorkAsync(TimeSpan atMost)
    {
        try
        {
            await work.WaitAsync(atMost, time, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The node stops; the loop ends at its condition.
        }
    }

    /// <summary>Nobody awaits this run: what goes wrong with it is told to the log, and must not take the node down.</summary>
    private void Observe(InstanceId instance, RunningInstance one)
        => _ = one.Done.ContinueWith(task => LogBurstFailed(task.Exception!.InnerException!, instance.Value), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private async Task KeepLeasesAsync()
    {
        using var beat = new PeriodicTimer(options.LeaseDuration / 3, time);
        try
        {
            while (await beat.WaitForNextTickAsync(stopping.Token))
            {
                try
                {
                    await store.RenewAsync(Node, options.LeaseDuration, stopping.Token);
                }
                catch (WorkflowException problem)
                {
                    // The leases run on; the fence keeps a node that could not renew from writing.
                    LogStoreTroubled(problem);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Leases are given back by the bursts as they rest.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    private partial void LogLeaseLost(string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Instance {Instance} could not be run; it stays as it is on disk.")]
    private partial void LogBurstFailed(Exception failure, string instance);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store did not answer; trying again.")]
    private partial void LogStoreTroubled(Exception failure);
}
