using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Http;

/// <summary>Waits for what a workflow answers, on whichever node it runs.</summary>
internal sealed class ResponseWait : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly Workbench workbench;
    private readonly SemaphoreSlim news = new(0);

    private readonly CancellationToken stopping;
    private bool isOver;
    private readonly CancellationTokenRegistration atTheEnd;

    /// <param name="workbench">Where the workflow runs.</param>
    /// <param name="stopping">Signalled when nothing runs here any more.</param>
    public ResponseWait(Workbench workbench, CancellationToken stopping)
    {
        this.workbench = workbench;
        this.stopping = stopping;
        atTheEnd = stopping.Register(() => news.Release());
        workbench.Host.Committed += Tell;
    }

    /// <summary>The first answer of an instance since a moment; null when it comes to rest without one, or this process does.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="since">When it was asked: what it answered before was for somebody else.</param>
    /// <param name="cancellationToken">Gives up waiting; the instance goes on.</param>
    /// <exception cref="InstanceMissingException">It was deleted meanwhile.</exception>
    public async Task<StoredResponse?> NextAsync(InstanceId instance, DateTimeOffset since, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Looked at before the answers: an instance that rests has written all of them.
            InstanceHeader header = await workbench.Store.FindAsync(instance, cancellationToken) ?? throw new InstanceMissingException(instance);
            IReadOnlyList<DomainRecord> answers = await workbench.Store.ListRecordsAsync(StoredResponse.Collection, $"{instance}/", descending: false, int.MaxValue, cancellationToken);
            if (answers.Select(answer => StoredResponse.Read(answer.Json)).FirstOrDefault(answer => answer.At >= since) is { } found)
                return found;
            if (header.Status == InstanceStatus.Finished || (header.SubStatus == InstanceSubStatus.Suspended && header.UpdatedAt >= since && !await IsTryingAgainAsync(instance, cancellationToken)))
                return null;
            if (stopping.IsCancellationRequested)
                return null;
            await NewsAsync(Glance, cancellationToken);
        }
    }

    /// <summary>Waits until something was committed here, or a moment, for it may have been elsewhere.</summary>
    public async Task NewsAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        await news.WaitAsync(atMost < Glance ? atMost : Glance, cancellationToken);
        // All that has happened so far is one piece of news.
        while (news.CurrentCount > 0)
            await news.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        workbench.Host.Committed -= Tell;
        atTheEnd.Dispose();
        lock (news)
            isOver = true;
        news.Dispose();
    }

    /// <summary>Whether it rests only until the next attempt of something that failed: nobody has to come for it to go on.</summary>
    private async Task<bool> IsTryingAgainAsync(InstanceId instance, CancellationToken cancellationToken)
        => (await workbench.Client.ReadStateAsync(instance, cancellationToken)).Executions.Values.Any(execution => execution.RetryAt is not null);

    /// <summary>May still be on its way on another thread when nobody waits any more, and must not trouble the commit that it is told of.</summary>
    private void Tell(InstanceId instance, IReadOnlyList<JournalEntry> entries)
    {
        lock (news)
        {
            if (!isOver)
                news.Release();
        }
    }
}
