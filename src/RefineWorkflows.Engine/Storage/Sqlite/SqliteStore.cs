namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>
/// The embedded store: one SQLite file, written by one connection of each process with group commit and full
/// synchronisation, read by others beside it. Several processes may share the file.
/// </summary>
public sealed class SqliteStore : IInstanceStore, IDefinitionStore, IAsyncDisposable
{
    private readonly SqliteWriter writer;
    private readonly SqliteReaders readers;
    private readonly NodePresence presence;
    private readonly ChangeWatcher watcher;
    private Action? changed;

    private SqliteStore(string path, SqliteDatabase database, TimeProvider time)
    {
        Path = path;
        writer = new SqliteWriter(database, time, RaiseChanged);
        readers = new SqliteReaders(path);
        presence = new NodePresence($"{path}.nodes");
        watcher = new ChangeWatcher(path, RaiseChanged);
    }

    public event Action? Changed
    {
        add
        {
            changed += value;
            watcher.Start();
        }
        remove => changed -= value;
    }

    /// <summary>The database file.</summary>
    public string Path { get; }

    /// <summary>Opens the file, creating it or bringing its tables up to date.</summary>
    /// <exception cref="StoreUnusableException">The file cannot be used: damaged, not writable, or written by a newer version.</exception>
    public static async Task<SqliteStore> OpenAsync(string path, TimeProvider time, CancellationToken cancellationToken) => await Task.Run(
        () =>
        {
            SqliteDatabase database = SqliteDatabase.OpenToWrite(path);
            try
            {
                SqliteSchema.Migrate(database);
                return new SqliteStore(path, database, time);
            }
            catch
            {
                database.Dispose();
                throw;
            }
        },
        cancellationToken);

    public Task<Lease?> CreateAsync(NewInstance instance, NodeName? node, TimeSpan leaseDuration, CancellationToken cancellationToken)
    {
        if (node is { } owner)
            presence.Show(owner);
        return writer.RunAsync(
            scope =>
            {
                bool isNew = InstanceRows.Insert(scope.Database, instance, node, node is null ? null : scope.Now + leaseDuration) is not null;
                scope.MadeReady |= isNew && node is null;
                return isNew && node is { } name ? new Lease(instance.Header.Id, name, 1) : null;
            },
            cancellationToken);
    }

    public Task<StoredInstance?> LoadAsync(InstanceId instance, CancellationToken cancellationToken) => readers.RunAsync(
        database =>
        {
            if (InstanceRows.KeyOf(database, instance) is not { } key)
                return null;
            Snapshot? snapshot = null;
            using (SqliteStatement query = database.Use("SELECT seq, state FROM snapshot WHERE instance = ?").Bind(key))
            {
                if (query.Step())
                    snapshot = new Snapshot(query.Number(0), query.Utf8(1));
            }

            return new StoredInstance(
                Find(database, instance)!,
                snapshot,
                InstanceRows.ReadEntries(database, key, snapshot?.Sequence ?? 0, int.MaxValue),
                InstanceRows.ReadInbox(database, key));
        },
        cancellationToken);

    public Task<IReadOnlyList<InboxMessage>> ReadInboxAsync(InstanceId instance, CancellationToken cancellationToken)
        => readers.RunAsync(database => InstanceRows.KeyOf(database, instance) is { } key ? InstanceRows.ReadInbox(database, key) : [], cancellationToken);

    public Task<Lease?> TryLeaseAsync(InstanceId instance, NodeName node, TimeSpan duration, CancellationToken cancellationToken)
    {
        presence.Show(node);
        return writer.RunAsync(scope => LeaseRows.TryTake(scope, instance, node, duration), cancellationToken);
    }

    public async Task<IReadOnlyList<Lease>> ClaimAsync(NodeName node, int limit, TimeSpan duration, CancellationToken cancellationToken)
    {
        presence.Show(node);
        // A look costs nothing; a write transaction that finds nothing would cost everybody a sync.
        bool any = await readers.RunAsync(database => IsAnythingReady(database, writer.Now), cancellationToken);
        return any ? await writer.RunAsync(scope => LeaseRows.Claim(scope, node, limit, duration), cancellationToken) : [];
    }

    public Task<DateTimeOffset?> NextReadyAsync(CancellationToken cancellationToken) => readers.RunAsync(
        database =>
        {
            using SqliteStatement query = database.Use(
                "SELECT min(CASE WHEN node IS NULL THEN ready_at ELSE max(ready_at, lease_until) END) FROM instance WHERE ready_at IS NOT NULL");
            return query.Step() ? query.MomentOrNull(0) : null;
        },
        cancellationToken);

    public Task<IReadOnlyList<InstanceId>> RenewAsync(NodeName node, TimeSpan duration, CancellationToken cancellationToken)
        => writer.RunAsync(scope => LeaseRows.Renew(scope, node, duration), cancellationToken);

    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) => writer.RunAsync(scope => LeaseRows.Release(scope, lease), cancellationToken);

    public async Task<int> EndLeasesOfDeadNodesAsync(CancellationToken cancellationToken)
    {
        int ended = 0;
        foreach (NodeName node in await readers.RunAsync(LeaseRows.Owners, cancellationToken))
        {
            if (presence.IsGone(node))
                ended += await writer.RunAsync(scope => LeaseRows.EndAllOf(scope, node), cancellationToken);
        }

        return ended;
    }

    public Task<CommitReceipt> CommitAsync(Lease lease, BurstCommit commit, CancellationToken cancellationToken)
        => writer.RunAsync(scope => CommitRows.Write(scope, lease, commit), cancellationToken);

    public Task<DeliveryReceipt> DeliverAsync(Stimulus stimulus, CancellationToken cancellationToken)
        => writer.RunAsync(scope => StimulusRows.Deliver(scope, stimulus), cancellationToken);

    public Task<bool> SendAsync(InstanceId instance, InboxKind command, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) => writer.RunAsync(
        scope =>
        {
            if (InstanceRows.KeyOf(scope.Database, instance) is not { } key)
                return false;
            StimulusRows.Post(scope.Database, key, command, null, payload.Span);
            using SqliteStatement ready = scope.Database.Use("UPDATE instance SET ready_at = ? WHERE key = ?");
            ready.Bind(scope.Now).Bind(key).Run();
            return scope.MadeReady = true;
        },
        cancellationToken);

    public Task<InstanceHeader?> FindAsync(InstanceId instance, CancellationToken cancellationToken) => readers.RunAsync(database => Find(database, instance), cancellationToken);

    public Task<IReadOnlyList<InstanceHeader>> ListAsync(InstanceQuery query, CancellationToken cancellationToken) => readers.RunAsync<IReadOnlyList<InstanceHeader>>(
        database =>
        {
            var headers = new List<InstanceHeader>();
            using SqliteStatement rows = database.Use(
                $"""
                SELECT {InstanceRows.HeaderColumns} FROM instance
                WHERE (?1 IS NULL OR definition_id = ?1) AND (?2 IS NULL OR status = ?2) AND (?3 IS NULL OR sub_status = ?3) AND (?4 IS NULL OR correlation_id = ?4)
                    AND (?5 IS NULL OR (created_at, key) < (SELECT created_at, key FROM instance WHERE id = ?5))
                ORDER BY created_at DESC, key DESC LIMIT ?6
                """);
            rows.Bind(query.DefinitionId).Bind((long?)query.Status).Bind((long?)query.SubStatus).Bind(query.CorrelationId).Bind(query.After?.Value).Bind(Math.Clamp(query.Limit, 1, 1000));
            while (rows.Step())
                headers.Add(InstanceRows.ReadHeader(rows));
            return headers;
        },
        cancellationToken);

    public Task<NodeName?> FindOwnerAsync(InstanceId instance, CancellationToken cancellationToken) => readers.RunAsync<NodeName?>(
        database =>
        {
            using SqliteStatement query = database.Use("SELECT node FROM instance WHERE id = ? AND node IS NOT NULL AND lease_until > ?").Bind(instance.Value).Bind(writer.Now);
            return query.Step() ? new NodeName(query.Text(0)) : null;
        },
        cancellationToken);

    public Task<IReadOnlyList<EncodedEntry>> ReadEntriesAsync(InstanceId instance, long after, int limit, CancellationToken cancellationToken)
        => readers.RunAsync(database => InstanceRows.KeyOf(database, instance) is { } key ? InstanceRows.ReadEntries(database, key, after, limit) : [], cancellationToken);

    public Task<IReadOnlyList<BookmarkRow>> ReadBookmarksAsync(InstanceId instance, CancellationToken cancellationToken) => readers.RunAsync<IReadOnlyList<BookmarkRow>>(
        database =>
        {
            var bookmarks = new List<BookmarkRow>();
            using SqliteStatement query = database.Use(
                "SELECT bookmark.id, execution, kind, hash, due_at FROM bookmark JOIN instance ON instance.key = bookmark.instance WHERE instance.id = ? ORDER BY execution, bookmark.id").Bind(instance.Value);
            while (query.Step())
                bookmarks.Add(new BookmarkRow(query.Text(0), new ExecutionId(query.Number(1)), query.Text(2), query.Text(3), query.MomentOrNull(4)));
            return bookmarks;
        },
        cancellationToken);

    public Task<DomainRecord?> FindRecordAsync(string collection, string key, CancellationToken cancellationToken) => readers.RunAsync(
        database =>
        {
            using SqliteStatement query = database.Use("SELECT json FROM record WHERE collection = ? AND key = ?").Bind(collection).Bind(key);
            return query.Step() ? new DomainRecord(collection, key, query.Utf8(0)) : null;
        },
        cancellationToken);

    public Task<IReadOnlyList<DomainRecord>> ListRecordsAsync(string collection, string prefix, bool descending, int limit, CancellationToken cancellationToken)
        => readers.RunAsync<IReadOnlyList<DomainRecord>>(
            database =>
            {
                var records = new List<DomainRecord>();
                // Keys compare by their UTF-8 bytes; no key that starts with the prefix lies above prefix + U+10FFFF.
                using SqliteStatement query = database.Use(
                    $"SELECT key, json FROM record WHERE collection = ? AND key >= ? AND key < ? || char(1114111) ORDER BY key {(descending ? "DESC" : "ASC")} LIMIT ?");
                query.Bind(collection).Bind(prefix).Bind(prefix).Bind(limit);
                while (query.Step())
                    records.Add(new DomainRecord(collection, query.Text(0), query.Utf8(1)));
                return records;
            },
            cancellationToken);

    public Task<bool> DeleteAsync(InstanceId instance, CancellationToken cancellationToken) => writer.RunAsync(
        scope =>
        {
            using (SqliteStatement owned = scope.Database.Use("SELECT 1 FROM instance WHERE id = ? AND node IS NOT NULL AND lease_until > ?").Bind(instance.Value).Bind(scope.Now))
            {
                if (owned.Step())
                    return false;
            }

            if (InstanceRows.KeyOf(scope.Database, instance) is not { } key)
                return false;
            InstanceRows.Delete(scope.Database, key);
            return true;
        },
        cancellationToken);

    public Task<int> SweepAsync(TimeSpan keepKeysFor, CancellationToken cancellationToken) => writer.RunAsync(
        scope =>
        {
            using (SqliteStatement kept = scope.Database.Use("DELETE FROM stimulus_kept WHERE expires_at <= ?"))
                kept.Bind(scope.Now).Run();
            int swept = scope.Database.Changes;
            using (SqliteStatement seen = scope.Database.Use("DELETE FROM stimulus_seen WHERE at <= ?"))
                seen.Bind(scope.Now - keepKeysFor).Run();
            return swept + scope.Database.Changes;
        },
        cancellationToken);

    public Task SaveAsync(StoredDefinition definition, IReadOnlyList<TriggerRow> triggers, CancellationToken cancellationToken) => writer.RunAsync(
        scope =>
        {
            DefinitionRows.Save(scope.Database, definition, triggers);
            return true;
        },
        cancellationToken);

    public Task<StoredDefinition?> FindVersionAsync(string versionId, CancellationToken cancellationToken)
        => readers.RunAsync(database => DefinitionRows.First(database.Use($"SELECT {DefinitionRows.Columns} FROM definition WHERE version_id = ?").Bind(versionId)), cancellationToken);

    public Task<StoredDefinition?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken)
        => readers.RunAsync(database => DefinitionRows.First(database.Use($"SELECT {DefinitionRows.Columns} FROM definition WHERE definition_id = ? AND is_published").Bind(definitionId)), cancellationToken);

    public Task<StoredDefinition?> FindLatestAsync(string definitionId, CancellationToken cancellationToken)
        => readers.RunAsync(database => DefinitionRows.First(database.Use($"SELECT {DefinitionRows.Columns} FROM definition WHERE definition_id = ? AND is_latest").Bind(definitionId)), cancellationToken);

    public Task<IReadOnlyList<StoredDefinition>> ListLatestAsync(CancellationToken cancellationToken) => readers.RunAsync<IReadOnlyList<StoredDefinition>>(
        database =>
        {
            var definitions = new List<StoredDefinition>();
            using SqliteStatement query = database.Use($"SELECT {DefinitionRows.Columns} FROM definition WHERE is_latest ORDER BY name, definition_id");
            while (query.Step())
                definitions.Add(DefinitionRows.Read(query));
            return definitions;
        },
        cancellationToken);

    public Task<IReadOnlyList<TriggerRow>> FindTriggersAsync(string kind, string hash, CancellationToken cancellationToken)
        => readers.RunAsync(database => DefinitionRows.Triggers(database, kind, hash), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await watcher.DisposeAsync();
        readers.Dispose();
        await writer.DisposeAsync();
        presence.Dispose();
    }

    private static InstanceHeader? Find(SqliteDatabase database, InstanceId instance)
    {
        using SqliteStatement query = database.Use($"SELECT {InstanceRows.HeaderColumns} FROM instance WHERE id = ?").Bind(instance.Value);
        return query.Step() ? InstanceRows.ReadHeader(query) : null;
    }

    private static bool IsAnythingReady(SqliteDatabase database, DateTimeOffset now)
    {
        using SqliteStatement query = database.Use("SELECT 1 FROM instance WHERE ready_at IS NOT NULL AND ready_at <= ? AND (node IS NULL OR lease_until <= ?) LIMIT 1").Bind(now).Bind(now);
        return query.Step();
    }

    private void RaiseChanged() => changed?.Invoke();
}
