namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Rows of instances, as headers and back.</summary>
internal static class InstanceRows
{
    public const string HeaderColumns =
        "id, definition_id, definition_version_id, definition_version, name, correlation_id, parent_id, status, sub_status, paused, incidents, created_at, updated_at, finished_at";

    public static InstanceHeader ReadHeader(SqliteStatement row) => new(
        new(row.Text(0)),
        row.Text(1),
        row.Text(2),
        (int)row.Number(3),
        row.TextOrNull(4),
        row.TextOrNull(5),
        row.TextOrNull(6) is { } parent ? new InstanceId(parent) : null,
        (InstanceStatus)row.Number(7),
        (InstanceSubStatus)row.Number(8),
        row.Flag(9),
        (int)row.Number(10),
        row.Moment(11),
        row.Moment(12),
        row.MomentOrNull(13));

    public static long? KeyOf(SqliteDatabase database, InstanceId instance)
    {
        using SqliteStatement query = database.Use("SELECT key FROM instance WHERE id = ?").Bind(instance.Value);
        return query.Step() ? query.Number(0) : null;
    }

    /// <summary>Inserts an instance with its first entries.</summary>
    /// <returns>Its key, or null when the id exists already.</returns>
    public static long? Insert(SqliteDatabase database, NewInstance instance, NodeName? node, DateTimeOffset? leaseUntil)
    {
        InstanceHeader header = instance.Header;
        using (SqliteStatement insert = database.Use(
            $"INSERT INTO instance ({HeaderColumns}, last_seq, ready_at, node, lease_until, fence) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO NOTHING"))
        {
            insert.Bind(header.Id.Value).Bind(header.DefinitionId).Bind(header.DefinitionVersionId).Bind(header.DefinitionVersion)
                .Bind(header.Name).Bind(header.CorrelationId).Bind(header.Parent?.Value)
                .Bind((long)header.Status).Bind((long)header.SubStatus).Bind(header.IsPaused).Bind(header.IncidentCount)
                .Bind(header.CreatedAt).Bind(header.UpdatedAt).Bind(header.FinishedAt)
                .Bind(instance.Entries.Count).Bind(instance.ReadyAt).Bind(node?.Value).Bind(leaseUntil).Bind(node is null ? 0L : 1L).Run();
        }

        if (database.Changes == 0)
            return null;
        long key = database.LastRowId;
        InsertEntries(database, key, instance.Entries);
        return key;
    }

    public static void InsertEntries(SqliteDatabase database, long key, IReadOnlyList<EncodedEntry> entries)
    {
        foreach (EncodedEntry entry in entries)
        {
            using SqliteStatement insert = database.Use("INSERT INTO entry (instance, seq, at, kind, execution, payload) VALUES (?,?,?,?,?,?)");
            insert.Bind(key).Bind(entry.Sequence).Bind(entry.At).Bind(entry.Kind).Bind(entry.Execution?.Value).Bind(entry.Payload.Span).Run();
        }
    }

    public static IReadOnlyList<EncodedEntry> ReadEntries(SqliteDatabase database, long key, long after, int limit)
    {
        var entries = new List<EncodedEntry>();
        using SqliteStatement query = database.Use("SELECT seq, at, kind, execution, payload FROM entry WHERE instance = ? AND seq > ? ORDER BY seq LIMIT ?")
            .Bind(key).Bind(after).Bind(limit);
        while (query.Step())
            entries.Add(new EncodedEntry(query.Number(0), query.Moment(1), query.Text(2), query.NumberOrNull(3) is { } execution ? new ExecutionId(execution) : null, query.Utf8(4)));
        return entries;
    }

    public static IReadOnlyList<InboxMessage> ReadInbox(SqliteDatabase database, long key)
    {
        var messages = new List<InboxMessage>();
        using SqliteStatement query = database.Use("SELECT id, kind, bookmark, payload FROM inbox WHERE instance = ? ORDER BY id").Bind(key);
        while (query.Step())
            messages.Add(new InboxMessage(query.Number(0), (InboxKind)query.Number(1), query.TextOrNull(2), query.Utf8(3)));
        return messages;
    }

    public static void Delete(SqliteDatabase database, long key)
    {
        foreach (string table in new[] { "entry", "snapshot", "bookmark", "inbox" })
        {
            using SqliteStatement delete = database.Use($"DELETE FROM {table} WHERE instance = ?");
            delete.Bind(key).Run();
        }

        using SqliteStatement last = database.Use("DELETE FROM instance WHERE key = ?");
        last.Bind(key).Run();
    }
}
