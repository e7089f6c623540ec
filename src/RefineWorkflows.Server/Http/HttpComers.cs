using System.Collections.Concurrent;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Http;

/// <summary>Instances that do not wait for a request yet and may be about to: a caller who was just answered is often faster than the commit of the next wait.</summary>
internal sealed class HttpComers(Workbench workbench)
{
    private const int MostLookedAt = 1000;

    /// <summary>Instances that a request has just gone to; until their next step begins, nothing else tells them from those that rest.</summary>
    private readonly ConcurrentDictionary<InstanceId, int> asked = new();

    /// <summary>Notes that an instance goes on with a request, until the result is disposed.</summary>
    public IDisposable GoesOn(InstanceId instance)
    {
        asked.AddOrUpdate(instance, 1, (_, count) => count + 1);
        return new Going(this, instance);
    }

    /// <summary>Whether any instance, or the named one, may come to wait without being asked for anything else first.</summary>
    public async Task<bool> AnyAsync(string? named, CancellationToken cancellationToken)
    {
        foreach (InstanceHeader header in await CandidatesAsync(named, cancellationToken))
        {
            if (header.Status != InstanceStatus.Running || header.IsPaused || (header.SubStatus == InstanceSubStatus.Suspended && !asked.ContainsKey(header.Id)))
                continue;
            WorkflowGraph graph = await workbench.Catalog.GraphAsync(header.DefinitionVersionId, cancellationToken);
            if (graph.Nodes.Any(node => node.Activity is HttpEndpoint))
                return true;
        }

        return false;
    }

    private async Task<IReadOnlyList<InstanceHeader>> CandidatesAsync(string? named, CancellationToken cancellationToken)
    {
        if (named is not null)
            return await FindAsync([new InstanceId(named)], cancellationToken);
        var query = new InstanceQuery { SubStatuses = [InstanceSubStatus.Pending, InstanceSubStatus.Executing], Limit = MostLookedAt };
        return [.. await FindAsync(asked.Keys, cancellationToken), .. await workbench.Store.ListAsync(query, cancellationToken)];
    }

    private async Task<IReadOnlyList<InstanceHeader>> FindAsync(IEnumerable<InstanceId> instances, CancellationToken cancellationToken)
    {
        var found = new List<InstanceHeader>();
        foreach (InstanceId instance in instances)
        {
            if (await workbench.Store.FindAsync(instance, cancellationToken) is { } header)
                found.Add(header);
        }

        return found;
    }

    private void Forget(InstanceId instance)
    {
        if (asked.AddOrUpdate(instance, 0, (_, count) => count - 1) <= 0)
            asked.TryRemove(KeyValuePair.Create(instance, 0));
    }

    private sealed class Going(HttpComers comers, InstanceId instance) : IDisposable
    {
        public void Dispose() => comers.Forget(instance);
    }
}
