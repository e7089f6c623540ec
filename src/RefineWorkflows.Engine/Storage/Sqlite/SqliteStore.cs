namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>
/// Instances and definitions in one SQLite file. Everything that is acknowledged survives power loss. Any number of
/// processes may have the file open; each writes through one connection, and many callers share one sync to disk.
/// </summary>
public sealed class SqliteStore : IInstanceStore, IDefinitionStore, IAsyncDisposable
{
    private readonly TimeProvider time;
    private readonly SqliteWriter writer;
    private readonly SqliteReaders readers;
    private readonly NodeLocks nodes;
    private readonly Lock listening = new();
    private Action? changed;
    private ChangeWatcher? watcher;

    private SqliteStore(string path, SqliteDatabase database, TimeProvider time)
    {
        Path = path;
        this.time = time;
        writer = new SqliteWriter(database, time, RaiseChanged);
        readers = new SqliteReaders(path);
        nodes = new NodeLocks(path);
    }

    /// <inheritdoc/>
    public event Action? Changed
    {
        add
        {
            lock (listening)
            {
                changed += value;
                watcher ??= new ChangeWatcher(Path, () => changed is not null, RaiseChanged);
            }
        }

        remove
        {
            lock (listening) changed -= value;
        }
    }

    /// <summary>Full path of the database file. Beside it stand <c>-wal</c>, <c>-shm</c> and a folder <c>.nodes</c> with a lock file per running host.</summary>
    public string Path { get; }

    /// <summary>Opens a store, and creates the file, its folder and its tables when they are missing.</summary>
    /// <param name="path">The database file, on a local disk: file locks must work.</param>
    /// <param name="time">The clock for leases, due times and expiry.</param>
    /// <param name="cancellationToken">Counts until the opening begins.</param>
    /// <exception cref="StoreUnusableException">The file is no database, damaged, written by a newer version, or cannot be written.</exception>
    public static Task<SqliteStore> OpenAsync(string path, TimeProvider time, CancellationToken cancellationToken) =>
        Task.Run(() => Open(System.IO.Path.GetFullPath(path), time), cancellationToken);

    /// <inheritdoc/>
    public async Task<Lease?> CreateAsync(NewInstance instance, NodeName? node, TimeSpan leaseDuration, CancellationToken cancellationToken)
    {
        if (node is { } owner) CheckAndHold(owner, leaseDuration);
        return await writer.RunAsync(
            scope =>
            {
                if (InstanceTable.FindRival(scope.Database, instance) is { } rival) throw new ActivationRefusedException(instance.Header, instance.Activation, rival);
                bool created = InstanceTable.Insert(scope.Database, instance, node, node is null ? null : scope.Now + leaseDuration) is not null;
                scope.MadeReady |= created && node is null;
                return created && node is { } leased ? new Lease(instance.Header.Id, leased, 1) : null;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredInstance?> LoadAsync(InstanceId instance, CancellationToken cancellationToken) =>
        readers.RunAsync(database => InstanceTable.Load(database, instance), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<InboxMessage>> ReadInboxAsync(InstanceId instance, CancellationToken cancellationToken) =>
        readers.RunAsync(database => InstanceTable.FindKey(database, instance) is { } key ? InboxTable.Read(database, key) : [], cancellationToken);

    /// <inheritdoc/>
    public async Task<Lease?> TryLeaseAsync(InstanceId instance, NodeName node, TimeSpan duration, CancellationToken cancellationToken)
    {
        CheckAndHold(node, duration);
        return await writer.RunAsync(scope => LeaseTable.TryLease(scope, instance, node, duration), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Lease>> ClaimAsync(NodeName node, int limit, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        CheckAndHold(node, duration);
        // Most looks find nothing, and looking needs no lock.
        if (!await readers.RunAsync(database => LeaseTable.AnyReady(database, time.GetUtcNow()), cancellationToken)) return [];
        return await writer.RunAsync(scope => LeaseTable.Claim(scope, node, limit, duration), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<InstanceId>> FindAddressedAsync(NodeName node, CancellationToken cancellationToken) =>
        readers.RunAsync(database => InboxTable.Addressed(database, node), cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> NextReadyAsync(CancellationToken cancellationToken) =>
        readers.RunAsync(database => LeaseTable.NextReady(database, time.GetUtcNow(), nodes.Held), cancellationToken);

    /// <inheritdoc/>
    public Task<int> CountReadyAsync(CancellationToken cancellationToken) =>
        readers.RunAsync(database => LeaseTable.CountReady(database, time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<InstanceId>> RenewAsync(NodeName node, TimeSpan duration, CancellationToken cancellationToken)
    {
        CheckAndHold(node, duration);
        return await writer.RunAsync(scope => LeaseTable.Renew(scope, node, duration), cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) =>
        writer.RunAsync(scope => LeaseTable.Release(scope, lease), cancellationToken);

    /// <inheritdoc/>
    public async Task<int> EndLeasesOfDeadNodesAsync(CancellationToken cancellationToken)
    {
        var owners = await readers.RunAsync(LeaseTable.Owners, cancellationToken);
        using var dead = nodes.TakeDead(owners);
        return !dead.Nodes.Any() ? 0 : await writer.RunAsync(scope => dead.Nodes.Sum(node => LeaseTable.End(scope, node)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CommitReceipt> CommitAsync(Lease lease, BurstCommit commit, CancellationToken cancellationToken)
    {
        if (commit.Header.Id != lease.Instance)
            throw new ArgumentException($"The write is for instance {commit.Header.Id}, but the lease is for {lease.Instance}.", nameof(commit));
        return writer.RunAsync(scope => StepWrite.Commit(scope, lease, commit), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DeliveryReceipt> DeliverAsync(Stimulus stimulus, CancellationToken cancellationToken) =>
        writer.RunAsync(scope => StimulusMatching.Deliver(scope, stimulus), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> SendAsync(InstanceId instance, InboxKind command, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (command == InboxKind.Stimulus) throw new ArgumentException("A stimulus is no command; deliver it, so that it finds its bookmark.", nameof(command));
        return writer.RunAsync(scope => InboxTable.TrySend(scope, instance, command, payload), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<InstanceHeader?> FindAsync(InstanceId instance, CancellationToken cancellationToken) =>
        readers.RunAsync(database => InstanceTable.FindHeader(database, instance), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<InstanceHeader>> ListAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        if (query.Limit is < 1 or > 1000) throw new ArgumentOutOfRangeException(nameof(query), query.Limit, "A list has a limit of 1 to 1000.");
        ArgumentOutOfRangeException.ThrowIfNegative(query.Skip, nameof(query));
        return readers.RunAsync(database => InstanceList.Read(database, query), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(InstanceQuery query, CancellationToken cancellationToken) =>
        readers.RunAsync(database => InstanceList.Count(database, query), cancellationToken);

    /// <inheritdoc/>
    public Task<NodeName?> FindOwnerAsync(InstanceId instance, CancellationToken cancellationToken) =>
        readers.RunAsync(database => LeaseTable.FindOwner(database, instance, time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EncodedEntry>> ReadEntriesAsync(InstanceId instance, long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return readers.RunAsync(database => InstanceTable.FindKey(database, instance) is { } key ? InstanceTable.ReadEntries(database, key, after, limit) : [], cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<BookmarkRow>> ReadBookmarksAsync(InstanceId instance, CancellationToken cancellationToken) =>
        readers.RunAsync(database => BookmarkTable.Read(database, instance), cancellationToken);

    /// <inheritdoc/>
    public Task<DomainRecord?> FindRecordAsync(string collection, string key, CancellationToken cancellationToken) =>
        readers.RunAsync(database => RecordTable.Find(database, collection, key), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DomainRecord>> ListRecordsAsync(string collection, string prefix, bool descending, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return readers.RunAsync(database => RecordTable.List(database, collection, prefix, descending, limit), cancellationToken);
    }

    /// <inheritdoc/>
    public Task PutRecordAsync(DomainRecord record, CancellationToken cancellationToken) =>
        writer.RunAsync(
            scope =>
            {
                RecordTable.Put(scope.Database, record);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryAddRecordAsync(DomainRecord record, CancellationToken cancellationToken) =>
        writer.RunAsync(scope => RecordTable.TryAdd(scope.Database, record), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryWriteRecordsAsync(IReadOnlyList<DomainRecord> records, IReadOnlyList<DomainRecord> asRead, CancellationToken cancellationToken) =>
        writer.RunAsync(scope => RecordTable.TryWrite(scope.Database, records, asRead), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteRecordAsync(string collection, string key, CancellationToken cancellationToken) =>
        writer.RunAsync(scope => RecordTable.Delete(scope.Database, collection, key), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(InstanceId instance, CancellationToken cancellationToken) =>
        writer.RunAsync(scope => InstanceTable.Delete(scope.Database, instance, scope.Now), cancellationToken);

    /// <inheritdoc/>
    public Task<int> SweepAsync(TimeSpan keepKeysFor, CancellationToken cancellationToken) =>
        writer.RunAsync(scope => StimulusMatching.Sweep(scope, keepKeysFor), cancellationToken);

    /// <inheritdoc/>
    public Task SaveAsync(StoredDefinition definition, IReadOnlyList<TriggerRow> triggers, CancellationToken cancellationToken) =>
        writer.RunAsync(
            scope =>
            {
                DefinitionTable.Save(scope.Database, definition, triggers);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<StoredDefinition?> FindVersionAsync(string versionId, CancellationToken cancellationToken) =>
        readers.RunAsync(database => DefinitionTable.FindVersion(database, versionId), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredDefinition?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        readers.RunAsync(database => DefinitionTable.FindPublished(database, definitionId), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredDefinition?> FindLatestAsync(string definitionId, CancellationToken cancellationToken) =>
        readers.RunAsync(database => DefinitionTable.FindLatest(database, definitionId), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredDefinition>> ListLatestAsync(CancellationToken cancellationToken) =>
        readers.RunAsync(DefinitionTable.ListLatest, cancellationToken);

    /// <inheritdoc/>
    public Task<DefinitionPage> ListVersionsAsync(DefinitionQuery query, CancellationToken cancellationToken) =>
        readers.RunAsync(database => DefinitionList.Read(database, query), cancellationToken);

    /// <inheritdoc/>
    public Task<int> HighestVersionAsync(string definitionId, CancellationToken cancellationToken) =>
        readers.RunAsync(database => DefinitionTable.HighestVersion(database, definitionId), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> IsInUseAsync(string versionId, CancellationToken cancellationToken) =>
        readers.RunAsync(database => DefinitionTable.IsInUse(database, versionId), cancellationToken);

    /// <inheritdoc/>
    public Task<int> DeleteVersionsAsync(IReadOnlyCollection<string> versionIds, CancellationToken cancellationToken) =>
        writer.RunAsync(scope => DefinitionTable.Delete(scope.Database, versionIds), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TriggerRow>> FindTriggersAsync(string kind, string hash, CancellationToken cancellationToken) =>
        readers.RunAsync(database => DefinitionTable.FindTriggers(database, kind, hash), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TriggerRow>> ListTriggersAsync(string kind, CancellationToken cancellationToken) =>
        readers.RunAsync(database => DefinitionTable.ListTriggers(database, kind), cancellationToken);

    /// <summary>Lets queued writes finish, folds the log into the file when nobody else reads it, and gives the node names back. Leases stay until they end or another host finds this one gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (watcher is not null) await watcher.DisposeAsync();
        readers.Dispose();
        await writer.DisposeAsync();
        nodes.Dispose();
    }

    private static SqliteStore Open(string path, TimeProvider time)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var database = SqliteDatabase.OpenToWrite(path);
        try
        {
            SqliteSchema.Migrate(database);
            var store = new SqliteStore(path, database, time);
            store.nodes.Tidy();
            return store;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    // Under the lock, so that a handler that was removed is not running and will not run again.
    private void RaiseChanged()
    {
        lock (listening) changed?.Invoke();
    }

    private void CheckAndHold(NodeName node, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        nodes.Hold(node);
    }
}
