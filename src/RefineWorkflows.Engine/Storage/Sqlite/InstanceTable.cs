namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Headers, journals and snapshots as rows.</summary>
internal static class InstanceTable
{
    public const string HeaderColumns =
        "id, definition_id, definition_version_id, definition_version, name, correlation_id, parent_id, status, sub_status, paused, incidents, created_at, updated_at, finished_at";

    public static InstanceHeader ReadHeader(SqliteStatement row) => new(
        new InstanceId(row.Text(0)), row.Text(1), row.Text(2), (int)row.Number(3), row.TextOrNull(4), row.TextOrNull(5),
        row.TextOrNull(6) is { } parent ? new InstanceId(parent) : null, (InstanceStatus)row.Number(7), (InstanceSubStatus)row.Number(8),
        row.Flag(9), (int)row.Number(10), row.Moment(11), row.Moment(12), row.MomentOrNull(13));

    /// <summary>The running instance that a new one would have to give way to, or null when it may start or exists already.</summary>
    public static InstanceId? FindRival(SqliteDatabase database, NewInstance instance)
    {
        // The status is spelled out: that is how the index over running instances is found.
        string? rivals = instance.Activation switch
        {
            ActivationRule.Singleton => "definition_id = ?2",
            ActivationRule.CorrelatedSingleton => "definition_id = ?2 AND correlation_id IS ?3",
            ActivationRule.Correlation => "correlation_id = ?3",
            _ => null,
        };
        if (rivals is null || FindKey(database, instance.Header.Id) is not null) return null;
        using var query = database.Use($"SELECT id FROM instance WHERE status = 0 AND {rivals} AND id <> ?1 LIMIT 1");
        query.Bind(instance.Header.Id.Value).Bind(instance.Header.DefinitionId);
        if (instance.Activation != ActivationRule.Singleton) query.Bind(instance.Header.CorrelationId);
        return query.Step() ? new InstanceId(query.Text(0)) : null;
    }

    /// <summary>Inserts a new instance with its first entries.</summary>
    /// <returns>Its key, or null when the id is taken.</returns>
    public static long? Insert(SqliteDatabase database, NewInstance instance, NodeName? node, DateTimeOffset? leaseUntil)
    {
        var header = instance.Header;
        using (var insert = database.Use(
            $"""
            INSERT INTO instance ({HeaderColumns}, last_seq, ready_at, node, lease_until, fence)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """))
        {
            insert.Bind(header.Id.Value).Bind(header.DefinitionId).Bind(header.DefinitionVersionId).Bind(header.DefinitionVersion)
                .Bind(header.Name).Bind(header.CorrelationId).Bind(header.Parent?.Value).Bind((int)header.Status).Bind((int)header.SubStatus)
                .Bind(header.IsPaused).Bind(header.IncidentCount).Bind(header.CreatedAt).Bind(header.UpdatedAt).Bind(header.FinishedAt)
                .Bind(instance.Entries.Count).Bind(instance.ReadyAt).Bind(node?.Value).Bind(leaseUntil).Bind(node is null ? 0 : 1);
            insert.Run();
        }

        if (database.Changes == 0) return null;
        long key = database.LastRowId;
        Append(database, header.Id, key, last: 0, instance.Entries);
        BookmarkTable.Add(database, key, instance.Bookmarks);
        return key;
    }

    /// <summary>Appends entries after the <paramref name="last"/> one stored.</summary>
    /// <returns>The sequence number of the last one now.</returns>
    /// <exception cref="JournalGapException">They do not follow it one by one.</exception>
    public static long Append(SqliteDatabase database, InstanceId instance, long key, long last, IReadOnlyList<EncodedEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Sequence != ++last) throw new JournalGapException(instance, last, entry.Sequence);
            using var insert = database.Use("INSERT INTO entry (instance, seq, at, kind, execution, payload) VALUES (?, ?, ?, ?, ?, ?)");
            insert.Bind(key).Bind(entry.Sequence).Bind(entry.At).Bind(entry.Kind).Bind(entry.Execution?.Value).Bind(entry.Payload.Span).Run();
        }

        return last;
    }

    public static long? FindKey(SqliteDatabase database, InstanceId instance)
    {
        using var query = database.Use("SELECT key FROM instance WHERE id = ?").Bind(instance.Value);
        return query.Step() ? query.Number(0) : null;
    }

    public static InstanceHeader? FindHeader(SqliteDatabase database, InstanceId instance)
    {
        using var query = database.Use($"SELECT {HeaderColumns} FROM instance WHERE id = ?").Bind(instance.Value);
        return query.Step() ? ReadHeader(query) : null;
    }

    public static StoredInstance? Load(SqliteDatabase database, InstanceId instance)
    {
        if (FindHeader(database, instance) is not { } header) return null;
        long key = FindKey(database, instance)!.Value;
        var snapshot = ReadSnapshot(database, key);
        return new StoredInstance(
            header, snapshot, ReadEntries(database, key, snapshot?.Sequence ?? 0, int.MaxValue), InboxTable.Read(database, key)) { ReadyAt = ReadReadyAt(database, key) };
    }

    private static DateTimeOffset? ReadReadyAt(SqliteDatabase database, long key)
    {
        using var query = database.Use("SELECT ready_at FROM instance WHERE key = ?").Bind(key);
        return query.Step() ? query.MomentOrNull(0) : null;
    }

    public static IReadOnlyList<EncodedEntry> ReadEntries(SqliteDatabase database, long key, long after, int limit)
    {
        using var query = database.Use("SELECT seq, at, kind, execution, payload FROM entry WHERE instance = ? AND seq > ? ORDER BY seq LIMIT ?")
            .Bind(key).Bind(after).Bind(limit);
        var entries = new List<EncodedEntry>();
        while (query.Step())
            entries.Add(new EncodedEntry(query.Number(0), query.Moment(1), query.Text(2), query.NumberOrNull(3) is { } execution ? new ExecutionId(execution) : null, query.Utf8(4)));
        return entries;
    }

    public static void ReplaceSnapshot(SqliteDatabase database, long key, Snapshot snapshot)
    {
        using var upsert = database.Use("INSERT INTO snapshot (instance, seq, state) VALUES (?, ?, ?) ON CONFLICT (instance) DO UPDATE SET seq = excluded.seq, state = excluded.state");
        upsert.Bind(key).Bind(snapshot.Sequence).Bind(snapshot.State.Span).Run();
    }

    /// <summary>Removes an instance and all that hangs on it, unless a node owns it.</summary>
    public static bool Delete(SqliteDatabase database, InstanceId instance, DateTimeOffset now)
    {
        long key;
        using (var query = database.Use("SELECT key FROM instance WHERE id = ? AND (node IS NULL OR lease_until <= ?)").Bind(instance.Value).Bind(now))
        {
            if (!query.Step()) return false;
            key = query.Number(0);
        }

        foreach (string sql in (string[])
            ["DELETE FROM entry WHERE instance = ?", "DELETE FROM snapshot WHERE instance = ?", "DELETE FROM bookmark WHERE instance = ?",
             "DELETE FROM inbox WHERE instance = ?", "DELETE FROM instance WHERE key = ?"])
        {
            using var delete = database.Use(sql).Bind(key);
            delete.Run();
        }

        return true;
    }

    private static Snapshot? ReadSnapshot(SqliteDatabase database, long key)
    {
        using var query = database.Use("SELECT seq, state FROM snapshot WHERE instance = ?").Bind(key);
        return query.Step() ? new Snapshot(query.Number(0), query.Utf8(1)) : null;
    }
}
