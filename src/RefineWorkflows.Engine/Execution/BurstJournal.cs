using System.Text.Json;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Execution;

/// <summary>
/// The writing side of one burst: every entry is folded into the state at once and goes to disk with the next commit,
/// together with all that belongs to it.
/// </summary>
internal sealed class BurstJournal
{
    /// <summary>A snapshot is written when this many entries follow the last one; fewer when the instance is about to wait.</summary>
    private const int EntriesPerSnapshot = 128;
    private const int EntriesPerSnapshotAtRest = 48;

    private readonly IInstanceStore store;
    private readonly TimeProvider time;
    private readonly Lease lease;
    private readonly InstanceId instance;
    private readonly List<JournalEntry> pending = [];
    private readonly List<long> inboxConsumed = [];
    private readonly List<Stimulus> outbox = [];
    private readonly List<NewInstance> started = [];
    private readonly List<InstanceCommand> commands = [];
    private readonly List<DomainRecord> records = [];
    private HashSet<string> bookmarksOnDisk;
    private long snapshotSequence;

    public BurstJournal(IInstanceStore store, TimeProvider time, Lease lease, InstanceState state, long snapshotSequence)
    {
        this.store = store;
        this.time = time;
        this.lease = lease;
        this.snapshotSequence = snapshotSequence;
        instance = lease.Instance;
        State = state;
        // A finished instance has no bookmarks to be found by; a retry that reopens it writes them anew.
        bookmarksOnDisk = state.IsFinished ? [] : [.. state.Bookmarks.Keys];
    }

    public InstanceState State { get; }

    /// <summary>Entries that are not on disk yet.</summary>
    public int PendingCount => pending.Count;

    /// <summary>Whether the last commit learned that something waits in the inbox.</summary>
    public bool InboxPending { get; private set; }

    /// <summary>Raised with the entries of each commit, when they are on disk.</summary>
    public event Action<InstanceId, IReadOnlyList<JournalEntry>>? Committed;

    public void Emit(JournalEntry entry)
    {
        JournalEntry stamped = entry with { Sequence = State.Sequence + 1, At = time.GetUtcNow() };
        State.Apply(stamped);
        pending.Add(stamped);
        if (stamped is StatusChanged { Status: InstanceStatus.Finished })
            Announce($"{stamped.Sequence}");
    }

    /// <summary>Tells the instance that this one was started for, if there is one, how it has finished.</summary>
    /// <param name="occasion">Names this telling; the same one twice counts once.</param>
    public void Announce(string occasion)
    {
        if (State.ParentInstance is { } parent && State.IsFinished)
            Send(new ChildFinished(instance.Value, State.Status, State.SubStatus, State.Output, State.StatusReason).To(new(parent), occasion));
    }

    public void Consume(InboxMessage message) => inboxConsumed.Add(message.Id);

    public void Send(Stimulus stimulus) => outbox.Add(stimulus);

    public void Start(NewInstance child) => started.Add(child);

    public void Command(InstanceId other, InboxKind kind) => commands.Add(new InstanceCommand(other, kind));

    public void Record(IEnumerable<DomainRecord> rows) => records.AddRange(rows);

    /// <summary>Puts everything since the last commit on disk, in one transaction. Not cancellable: half a step does not exist.</summary>
    public async Task CommitAsync(DateTimeOffset? readyAt, bool release)
    {
        if (pending.Count == 0 && !release && inboxConsumed.Count == 0 && records.Count == 0)
            return;
        bool atRest = release;
        long sinceSnapshot = State.Sequence - snapshotSequence;
        Snapshot? snapshot = sinceSnapshot >= (atRest ? EntriesPerSnapshotAtRest : EntriesPerSnapshot) && !State.IsFinished
            ? new Snapshot(State.Sequence, JsonSerializer.SerializeToUtf8Bytes(State, EngineJson.Options))
            : null;
        JournalEntry[] written = [.. pending];
        CommitReceipt receipt = await store.CommitAsync(lease, new BurstCommit
        {
            Header = Header(),
            Entries = Array.ConvertAll(written, JournalCodec.Encode),
            Snapshot = snapshot,
            ReadyAt = readyAt,
            BookmarksAdded = [.. State.Bookmarks.Values.Where(one => !bookmarksOnDisk.Contains(one.Id))
                .Select(one => new BookmarkRow(one.Id, new(one.Execution), one.Stimulus, one.Hash, one.DueAt) { Since = Since(one.Execution) })],
            BookmarksRemoved = [.. bookmarksOnDisk.Where(id => !State.Bookmarks.ContainsKey(id))],
            InboxConsumed = [.. inboxConsumed],
            Outbox = [.. outbox],
            Started = [.. started],
            Commands = [.. commands],
            Records = [.. records],
            Release = release,
        }, CancellationToken.None);

        if (snapshot is not null)
            snapshotSequence = snapshot.Sequence;
        bookmarksOnDisk = State.IsFinished ? [] : [.. State.Bookmarks.Keys];
        pending.Clear();
        inboxConsumed.Clear();
        outbox.Clear();
        started.Clear();
        commands.Clear();
        records.Clear();
        InboxPending = receipt.InboxPending;
        Committed?.Invoke(instance, written);
    }

    /// <summary>Forgets what is not on disk and gives the lease back.</summary>
    public Task AbandonAsync() => store.ReleaseAsync(lease, CancellationToken.None);

    private DateTimeOffset Since(long execution) => State.Executions.GetValueOrDefault(execution)?.Since ?? State.Since ?? DateTimeOffset.MinValue;

    private InstanceHeader Header() => new(
        instance,
        State.DefinitionId,
        State.VersionId,
        State.Version,
        State.Name,
        State.CorrelationId,
        State.ParentInstance is { } parent ? new InstanceId(parent) : null,
        State.Status,
        State.SubStatus,
        State.IsPaused,
        State.Incidents.Count,
        State.CreatedAt,
        time.GetUtcNow(),
        State.FinishedAt);
}
