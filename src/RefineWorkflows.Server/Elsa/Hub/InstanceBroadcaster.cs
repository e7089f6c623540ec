using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Elsa.Instances;

namespace RefineWorkflows.Server.Elsa.Hub;

/// <summary>
/// Tells observers what this process and others write to the instances they look at. Whatever wakes it, it tells the
/// difference between the journal and what it has told, so nothing is told twice and nothing is left out; many changes
/// in a short time are one message.
/// </summary>
internal sealed partial class InstanceBroadcaster(Workbench workbench, IHubContext<WorkflowInstanceHub> hub, TimeProvider time, ILogger<InstanceBroadcaster> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly InstanceReader reader = new(workbench);
    private readonly Lock gate = new();
    private readonly Dictionary<InstanceId, Observation> observed = [];
    private readonly SemaphoreSlim news = new(0, 1);

    /// <summary>Adds an observer and tells it how the instance stands.</summary>
    /// <returns>False when there is no such instance.</returns>
    public async Task<bool> ObserveAsync(string connection, string instance, CancellationToken cancellationToken)
    {
        var id = new InstanceId(instance);
        if (await reader.FindAsync(instance, cancellationToken) is not { } found)
            return false;
        long now = await workbench.Journals.LookAsync(found.Header, journal => journal.Sequence, cancellationToken);
        lock (gate)
        {
            if (!observed.TryGetValue(id, out Observation? observation))
                observed[id] = observation = new Observation { Told = now };
            observation.Connections.Add(connection);
        }

        await TellAsync(found, 0, new(hub.Clients.Client(connection)), cancellationToken);
        Wake();
        return true;
    }

    /// <summary>Drops an observer.</summary>
    public void Forget(string connection)
    {
        lock (gate)
        {
            foreach ((InstanceId id, Observation observation) in observed.ToList())
            {
                observation.Connections.Remove(connection);
                if (observation.Connections.Count == 0)
                    observed.Remove(id);
            }
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        news.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        workbench.Host.Committed += Committed;
        workbench.Store.Changed += Wake;
        try
        {
            while (true)
            {
                await news.WaitAsync(stoppingToken);
                await TellAllAsync(stoppingToken);
                await Task.Delay(Interval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; observers lose their connections and poll.
        }
        finally
        {
            workbench.Host.Committed -= Committed;
            workbench.Store.Changed -= Wake;
        }
    }

    private void Committed(InstanceId instance, IReadOnlyList<JournalEntry> entries)
    {
        bool isObserved;
        lock (gate)
            isObserved = observed.ContainsKey(instance);
        if (isObserved)
            Wake();
    }

    private void Wake()
    {
        lock (gate)
        {
            if (observed.Count > 0 && news.CurrentCount == 0)
                news.Release();
        }
    }

    private async Task TellAllAsync(CancellationToken cancellationToken)
    {
        List<(InstanceId Id, Observation Observation)> all;
        lock (gate)
            all = [.. observed.Select(one => (one.Key, one.Value))];
        foreach ((InstanceId id, Observation observation) in all)
        {
            try
            {
                if (await reader.FindAsync(id.Value, cancellationToken) is { } found)
                    observation.Told = await TellAsync(found, observation.Told, new(hub.Clients.Group(id.Value)), cancellationToken);
            }
            catch (WorkflowException problem)
            {
                // The next change tries again, from where the last telling ended.
                LogNotTold(problem, id.Value);
            }
        }
    }

    /// <summary>Tells what follows an entry: lines and badges before the instance, so that a viewer that sees it finished has all of its lines.</summary>
    /// <returns>The last entry told of.</returns>
    private async Task<long> TellAsync(InstanceFound found, long after, InstanceObservers observers, CancellationToken cancellationToken)
    {
        (long sequence, List<StatView> stats) = await workbench.Journals.LookAsync(
            found.Header,
            journal => (journal.Sequence, journal.LinesAfter(after).Select(line => line.Execution.Activity).Distinct(StringComparer.Ordinal).Select(activity => StatView.Of(activity, journal, found.Drawing)).OfType<StatView>().ToList()),
            cancellationToken);
        if (sequence <= after)
            return after;
        if (stats.Count > 0)
        {
            await observers.LogUpdatedAsync(cancellationToken);
            await observers.StatsUpdatedAsync(stats, cancellationToken);
        }

        await observers.InstanceUpdatedAsync(found.Header.Id.Value, cancellationToken);
        return sequence;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Observers of instance {Instance} could not be told what has changed.")]
    private partial void LogNotTold(Exception failure, string instance);
}
