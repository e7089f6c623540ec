using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Http;

/// <summary>The endpoints that instances wait at. A record comes in the commit of its bookmark; once the bookmark is gone, it goes when somebody looks.</summary>
internal sealed class HttpWaits(IInstanceStore store)
{
    private readonly RecordCollection<HttpWait> waits = new(store, HttpWait.Collection);

    public async Task<IReadOnlyList<HttpWait>> ListAsync(CancellationToken cancellationToken)
        => [.. (await waits.ListAsync("", int.MaxValue, cancellationToken)).Select(row => row.Value)];

    /// <summary>Whether the instance still waits there; one that does not is forgotten.</summary>
    public async Task<bool> IsOpenAsync(HttpWait wait, CancellationToken cancellationToken)
    {
        if ((await store.ReadBookmarksAsync(new InstanceId(wait.Instance), cancellationToken)).Any(bookmark => bookmark.Kind == HttpEndpoint.Stimulus && bookmark.Execution.Value == wait.Execution))
            return true;
        await ForgetAsync(wait, cancellationToken);
        return false;
    }

    public Task ForgetAsync(HttpWait wait, CancellationToken cancellationToken) => waits.DeleteAsync(wait.Key, cancellationToken);

    /// <summary>Forgets where nobody waits any more: instances that were cancelled, deleted, or went on by another way.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        int forgotten = 0;
        foreach (HttpWait wait in await ListAsync(cancellationToken))
        {
            if (!await IsOpenAsync(wait, cancellationToken))
                forgotten++;
        }

        return forgotten;
    }
}
