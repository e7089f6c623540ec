using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Tests.Shared;

/// <summary>A store whose process dies at a chosen commit: from then on nothing is read or written, as after kill -9.</summary>
/// <param name="inner">The real store.</param>
/// <param name="dieAt">The commit at which it dies, from 1.</param>
/// <param name="afterTheWrite">Whether that commit still reaches the disk.</param>
/// <param name="kill">Really ends the process; null only pretends.</param>
internal sealed class MortalStore(IInstanceStore inner, int dieAt, bool afterTheWrite, Action? kill = null) : IInstanceStore
{
    private int commits;
    private bool dead;

    public event Action? Changed
    {
        add => inner.Changed += value;
        remove => inner.Changed -= value;
    }

    /// <summary>Whether the chosen commit was reached.</summary>
    public bool HasDied => dead;

    public Task<CommitReceipt> CommitAsync(Lease lease, BurstCommit commit, CancellationToken cancellationToken)
        => CountAsync(() => inner.CommitAsync(lease, commit, cancellationToken));

    public Task<bool> TryWriteRecordsAsync(IReadOnlyList<DomainRecord> records, IReadOnlyList<DomainRecord> asRead, CancellationToken cancellationToken)
        => CountAsync(() => inner.TryWriteRecordsAsync(records, asRead, cancellationToken));

    public Task<Lease?> CreateAsync(NewInstance instance, NodeName? node, TimeSpan leaseDuration, CancellationToken cancellationToken) => Alive().CreateAsync(instance, node, leaseDuration, cancellationToken);

    public Task<IReadOnlyList<InstanceId>> FindAddressedAsync(NodeName node, CancellationToken cancellationToken) => Alive().FindAddressedAsync(node, cancellationToken);

    public Task<StoredInstance?> LoadAsync(InstanceId instance, CancellationToken cancellationToken) => Alive().LoadAsync(instance, cancellationToken);

    public Task<IReadOnlyList<InboxMessage>> ReadInboxAsync(InstanceId instance, CancellationToken cancellationToken) => Alive().ReadInboxAsync(instance, cancellationToken);

    public Task<Lease?> TryLeaseAsync(InstanceId instance, NodeName node, TimeSpan duration, CancellationToken cancellationToken) => Alive().TryLeaseAsync(instance, node, duration, cancellationToken);

    public Task<IReadOnlyList<Lease>> ClaimAsync(NodeName node, int limit, TimeSpan duration, CancellationToken cancellationToken) => Alive().ClaimAsync(node, limit, duration, cancellationToken);

    public Task<DateTimeOffset?> NextReadyAsync(CancellationToken cancellationToken) => Alive().NextReadyAsync(cancellationToken);

    public Task<int> CountReadyAsync(CancellationToken cancellationToken) => Alive().CountReadyAsync(cancellationToken);

    public Task<IReadOnlyList<InstanceId>> RenewAsync(NodeName node, TimeSpan duration, CancellationToken cancellationToken) => Alive().RenewAsync(node, duration, cancellationToken);

    // The dead give nothing back.
    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) => dead ? Task.CompletedTask : inner.ReleaseAsync(lease, cancellationToken);

    public Task<int> EndLeasesOfDeadNodesAsync(CancellationToken cancellationToken) => Alive().EndLeasesOfDeadNodesAsync(cancellationToken);

    public Task<DeliveryReceipt> DeliverAsync(Stimulus stimulus, CancellationToken cancellationToken) => Alive().DeliverAsync(stimulus, cancellationToken);

    public Task<bool> SendAsync(InstanceId instance, InboxKind command, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) => Alive().SendAsync(instance, command, payload, cancellationToken);

    public Task<InstanceHeader?> FindAsync(InstanceId instance, CancellationToken cancellationToken) => inner.FindAsync(instance, cancellationToken);

    public Task<IReadOnlyList<InstanceHeader>> ListAsync(InstanceQuery query, CancellationToken cancellationToken) => inner.ListAsync(query, cancellationToken);

    public Task<int> CountAsync(InstanceQuery query, CancellationToken cancellationToken) => inner.CountAsync(query, cancellationToken);

    public Task<NodeName?> FindOwnerAsync(InstanceId instance, CancellationToken cancellationToken) => inner.FindOwnerAsync(instance, cancellationToken);

    public Task<IReadOnlyList<EncodedEntry>> ReadEntriesAsync(InstanceId instance, long after, int limit, CancellationToken cancellationToken) => inner.ReadEntriesAsync(instance, after, limit, cancellationToken);

    public Task<IReadOnlyList<BookmarkRow>> ReadBookmarksAsync(InstanceId instance, CancellationToken cancellationToken) => inner.ReadBookmarksAsync(instance, cancellationToken);

    public Task<DomainRecord?> FindRecordAsync(string collection, string key, CancellationToken cancellationToken) => inner.FindRecordAsync(collection, key, cancellationToken);

    public Task<IReadOnlyList<DomainRecord>> ListRecordsAsync(string collection, string prefix, bool descending, int limit, CancellationToken cancellationToken) => inner.ListRecordsAsync(collection, prefix, descending, limit, cancellationToken);

    public Task PutRecordAsync(DomainRecord record, CancellationToken cancellationToken) => Alive().PutRecordAsync(record, cancellationToken);

    public Task<bool> TryAddRecordAsync(DomainRecord record, CancellationToken cancellationToken) => Alive().TryAddRecordAsync(record, cancellationToken);

    public Task<bool> DeleteRecordAsync(string collection, string key, CancellationToken cancellationToken) => Alive().DeleteRecordAsync(collection, key, cancellationToken);

    public Task<bool> DeleteAsync(InstanceId instance, CancellationToken cancellationToken) => Alive().DeleteAsync(instance, cancellationToken);

    public Task<int> SweepAsync(TimeSpan keepKeysFor, CancellationToken cancellationToken) => Alive().SweepAsync(keepKeysFor, cancellationToken);

    private async Task<T> CountAsync<T>(Func<Task<T>> write)
    {
        Live();
        bool last = Interlocked.Increment(ref commits) == dieAt;
        if (last && !afterTheWrite)
            Die();
        T written = await write();
        if (last)
            Die();
        return written;
    }

    private IInstanceStore Alive()
    {
        Live();
        return inner;
    }

    private void Live()
    {
        if (dead)
            throw new ProcessDiedException();
    }

    private void Die()
    {
        dead = true;
        kill?.Invoke();
        throw new ProcessDiedException();
    }
}
