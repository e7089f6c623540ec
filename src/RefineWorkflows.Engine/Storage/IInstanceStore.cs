namespace RefineWorkflows.Engine.Storage;

/// <summary>
/// Where instances live between bursts. Every implementation passes <c>InstanceStoreContract</c>. Each method is one
/// transaction: it is on disk when its task ends, or it threw and nothing was written.
/// </summary>
public interface IInstanceStore : IRecordStore
{
    /// <summary>Raised, possibly spuriously and on any thread, when this or another process may have made an instance ready or filled an inbox. Handlers return at once, and one that was removed is not called any more.</summary>
    event Action? Changed;

    /// <summary>Accepts an instance. With a node given, it is leased to it from the start.</summary>
    /// <returns>The lease, or null when the id exists already (nothing was written) or no node was given.</returns>
    /// <exception cref="ActivationRefusedException">Another instance runs that this one gives way to; nothing was written.</exception>
    Task<Lease?> CreateAsync(NewInstance instance, NodeName? node, TimeSpan leaseDuration, CancellationToken cancellationToken);

    /// <summary>Reads an instance with what is needed to continue it, or null when there is none.</summary>
    Task<StoredInstance?> LoadAsync(InstanceId instance, CancellationToken cancellationToken);

    /// <summary>What has arrived for an instance and is not consumed, oldest first.</summary>
    Task<IReadOnlyList<InboxMessage>> ReadInboxAsync(InstanceId instance, CancellationToken cancellationToken);

    /// <summary>Instances that a node owns and that have something in their inbox, consumed in memory or not.</summary>
    Task<IReadOnlyList<InstanceId>> FindAddressedAsync(NodeName node, CancellationToken cancellationToken);

    /// <summary>Takes one instance for this node whether it is ready or not, or returns null while a lease still runs, be it this node's own, or when there is no such instance.</summary>
    Task<Lease?> TryLeaseAsync(InstanceId instance, NodeName node, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Takes up to <paramref name="limit"/> instances that are ready and owned by nobody, longest ready first. Two nodes never get the same one.</summary>
    Task<IReadOnlyList<Lease>> ClaimAsync(NodeName node, int limit, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>When the next unowned instance becomes ready (perhaps already) or the next foreign lease of a ready one ends; null when nothing waits for time. Instances that nodes of this store object own do not count.</summary>
    Task<DateTimeOffset?> NextReadyAsync(CancellationToken cancellationToken);

    /// <summary>How many instances are ready and owned by nobody.</summary>
    Task<int> CountReadyAsync(CancellationToken cancellationToken);

    /// <summary>Renews all leases of a node.</summary>
    /// <returns>The instances it still owns; one that is missing has been taken by another node.</returns>
    Task<IReadOnlyList<InstanceId>> RenewAsync(NodeName node, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Gives a lease back. Does nothing when it has been lost already.</summary>
    Task ReleaseAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Ends the leases of nodes that are provably gone, so that nobody has to wait for them. A store that cannot know returns 0.</summary>
    Task<int> EndLeasesOfDeadNodesAsync(CancellationToken cancellationToken);

    /// <summary>Writes one step. When it leaves the instance Finished, its bookmarks and the stimuli in its inbox go; commands stay, for a retry may reopen it.</summary>
    /// <exception cref="JournalGapException">The entries do not follow the last one stored, or the snapshot goes beyond them.</exception>
    /// <exception cref="LeaseLostException">The fence has moved on: another node owns the instance now.</exception>
    /// <exception cref="StorageFullException">There is no room; the instance is as before.</exception>
    Task<CommitReceipt> CommitAsync(Lease lease, BurstCommit commit, CancellationToken cancellationToken);

    /// <summary>Matches a stimulus to every bookmark that waits for it. One bookmark is resumed by one stimulus only, however many race. A key counts as seen whether anything matched or not.</summary>
    Task<DeliveryReceipt> DeliverAsync(Stimulus stimulus, CancellationToken cancellationToken);

    /// <summary>Puts a command into an instance's inbox and makes the instance ready, paused or finished as it may be.</summary>
    /// <returns>False when there is no such instance.</returns>
    /// <exception cref="ArgumentException">The command is <see cref="InboxKind.Stimulus"/>: stimuli are delivered.</exception>
    Task<bool> SendAsync(InstanceId instance, InboxKind command, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    Task<InstanceHeader?> FindAsync(InstanceId instance, CancellationToken cancellationToken);

    /// <summary>One page of the instances that are asked for, from what headers know alone.</summary>
    Task<IReadOnlyList<InstanceHeader>> ListAsync(InstanceQuery query, CancellationToken cancellationToken);

    /// <summary>How many instances the filters of a query let through, whatever its page.</summary>
    Task<int> CountAsync(InstanceQuery query, CancellationToken cancellationToken);

    /// <summary>Who owns the instance at the moment, or null.</summary>
    Task<NodeName?> FindOwnerAsync(InstanceId instance, CancellationToken cancellationToken);

    /// <summary>Entries after a sequence number, in order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<EncodedEntry>> ReadEntriesAsync(InstanceId instance, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Bookmarks that wait in an instance.</summary>
    Task<IReadOnlyList<BookmarkRow>> ReadBookmarksAsync(InstanceId instance, CancellationToken cancellationToken);

    /// <summary>Removes an instance with its journal, bookmarks and inbox. Records of the domain stay.</summary>
    /// <returns>False when there is no such instance or a node owns it.</returns>
    Task<bool> DeleteAsync(InstanceId instance, CancellationToken cancellationToken);

    /// <summary>Forgets stimuli that nobody came for and idempotency keys older than <paramref name="keepKeysFor"/>.</summary>
    Task<int> SweepAsync(TimeSpan keepKeysFor, CancellationToken cancellationToken);
}
