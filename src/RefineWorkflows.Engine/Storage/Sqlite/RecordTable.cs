using System.Text;

namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Rows of the domain.</summary>
internal static class RecordTable
{
    public static void Put(SqliteDatabase database, DomainRecord record)
    {
        using var upsert = database.Use("INSERT INTO record (collection, key, json) VALUES (?, ?, ?) ON CONFLICT (collection, key) DO UPDATE SET json = excluded.json");
        upsert.Bind(record.Collection).Bind(record.Key).Bind(record.Json.Span).Run();
    }

    public static bool TryAdd(SqliteDatabase database, DomainRecord record)
    {
        using var insert = database.Use("INSERT INTO record (collection, key, json) VALUES (?, ?, ?) ON CONFLICT (collection, key) DO NOTHING RETURNING 1");
        return Any(insert.Bind(record.Collection).Bind(record.Key).Bind(record.Json.Span));
    }

    public static bool TryWrite(SqliteDatabase database, IReadOnlyList<DomainRecord> records, IReadOnlyList<DomainRecord> asRead)
    {
        foreach (DomainRecord one in asRead)
        {
            ReadOnlyMemory<byte> now = Find(database, one.Collection, one.Key)?.Json ?? default;
            if (!now.Span.SequenceEqual(one.Json.Span)) return false;
        }

        foreach (DomainRecord record in records) Put(database, record);
        return true;
    }

    public static bool Delete(SqliteDatabase database, string collection, string key)
    {
        using var delete = database.Use("DELETE FROM record WHERE collection = ? AND key = ? RETURNING 1");
        return Any(delete.Bind(collection).Bind(key));
    }

    public static DomainRecord? Find(SqliteDatabase database, string collection, string key)
    {
        using var query = database.Use("SELECT json FROM record WHERE collection = ? AND key = ?").Bind(collection).Bind(key);
        return query.Step() ? new DomainRecord(collection, key, query.Utf8(0)) : null;
    }

    public static IReadOnlyList<DomainRecord> List(SqliteDatabase database, string collection, string prefix, bool descending, int limit)
    {
        using var query = database.Use(descending
            ? "SELECT key, json FROM record WHERE collection = ? AND key >= ? AND key < ? ORDER BY key DESC LIMIT ?"
            : "SELECT key, json FROM record WHERE collection = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?");
        query.Bind(collection).Bind(prefix).Bind(End(prefix)).Bind(limit);
        var records = new List<DomainRecord>();
        while (query.Step()) records.Add(new DomainRecord(collection, query.Text(0), query.Utf8(1)));
        return records;
    }

    private static bool Any(SqliteStatement returning)
    {
        if (!returning.Step()) return false;
        returning.Run();
        return true;
    }

    // Keys are compared byte by byte, and no byte of UTF-8 is 0xFF: it comes after every key that begins so.
    private static byte[] End(string prefix) => [.. Encoding.UTF8.GetBytes(prefix), 0xFF];
}
