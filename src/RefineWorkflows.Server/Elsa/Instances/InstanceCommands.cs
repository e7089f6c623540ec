using System.Diagnostics;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>Ends and removes instances. A command is durable at once; the answer waits a moment for its effect, so that the list that is read next shows it.</summary>
internal sealed class InstanceCommands(Workbench workbench)
{
    private const int Page = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Ends an instance that is not over; one that has faulted is given up for good.</summary>
    /// <returns>Whether there was something to end; null when there is no such instance.</returns>
    public async Task<bool?> CancelAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        if (await workbench.Store.FindAsync(instance, cancellationToken) is not { } header)
            return null;
        if (!CanBeCancelled(header))
            return false;
        await workbench.Client.CancelAsync(instance, cancellationToken);
        await UntilAsync(instance, async () => await workbench.Store.FindAsync(instance, cancellationToken) is not { } now || !CanBeCancelled(now), cancellationToken);
        return true;
    }

    /// <summary>Ends all instances that a query finds and that can be ended.</summary>
    /// <returns>How many.</returns>
    public async Task<int> CancelAllAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        var found = new List<InstanceHeader>();
        IReadOnlyList<InstanceHeader> page;
        do
        {
            page = await workbench.Store.ListAsync(query with { Limit = Page, After = found.Count == 0 ? null : found[^1].Id }, cancellationToken);
            found.AddRange(page);
        }
        while (page.Count == Page);
        return await CancelAllAsync(found.Select(one => one.Id), cancellationToken);
    }

    /// <inheritdoc cref="CancelAllAsync(InstanceQuery, CancellationToken)"/>
    public async Task<int> CancelAllAsync(IEnumerable<InstanceId> instances, CancellationToken cancellationToken)
    {
        bool?[] cancelled = await Task.WhenAll(instances.Distinct().Select(one => CancelAsync(one, cancellationToken)));
        return cancelled.Count(one => one == true);
    }

    /// <summary>Removes an instance with its journal. One that is running is ended first.</summary>
    /// <returns>False when it is still being run; null when there is no such instance.</returns>
    public async Task<bool?> DeleteAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        if (await workbench.Store.DeleteAsync(instance, cancellationToken))
            return true;
        if (await CancelAsync(instance, cancellationToken) is null)
            return null;
        bool deleted = false;
        await UntilAsync(instance, async () => deleted = await workbench.Store.DeleteAsync(instance, cancellationToken), cancellationToken);
        return deleted;
    }

    private static bool CanBeCancelled(InstanceHeader header) => header.Status == InstanceStatus.Running || header.SubStatus == InstanceSubStatus.Faulted;

    /// <summary>Looks whenever the instance has changed, until it is where it should be or patience is over.</summary>
    private async Task UntilAsync(InstanceId instance, Func<Task<bool>> reached, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        using var changed = new SemaphoreSlim(0);
        void Committed(InstanceId id, IReadOnlyList<JournalEntry> entries)
        {
            if (id == instance)
                changed.Release();
        }

        void Changed() => changed.Release();
        workbench.Host.Committed += Committed;
        workbench.Store.Changed += Changed;
        try
        {
            while (!await reached())
            {
                TimeSpan left = Patience - Stopwatch.GetElapsedTime(began);
                if (left <= TimeSpan.Zero || !await changed.WaitAsync(left, cancellationToken))
                    return;
            }
        }
        finally
        {
            workbench.Host.Committed -= Committed;
            workbench.Store.Changed -= Changed;
        }
    }
}
