using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using SQLitePCL;

namespace RefineWorkflows.Benchmarks;

/// <summary>Which entries a node put on disk together, in the order in which it did.</summary>
internal sealed class CommitLog : IDisposable
{
    private readonly WorkflowHost host;
    private readonly Lock gate = new();
    private readonly List<(InstanceId Instance, int Entries)> commits = [];

    public CommitLog(WorkflowHost host)
    {
        this.host = host;
        host.Committed += Note;
    }

    /// <summary>The commits with the rows that they wrote, read from the database.</summary>
    public IReadOnlyList<WrittenStep> Read(string file)
    {
        Require(raw.sqlite3_open_v2(file, out sqlite3 database, raw.SQLITE_OPEN_READWRITE, null), "open");
        using (database)
        {
            var keys = new Dictionary<string, long>(StringComparer.Ordinal);
            using (sqlite3_stmt query = Prepare(database, "SELECT key, id FROM instance"))
            {
                while (raw.sqlite3_step(query) == raw.SQLITE_ROW)
                    keys[raw.sqlite3_column_text(query, 1).utf8_to_string()] = raw.sqlite3_column_int64(query, 0);
            }

            Dictionary<long, Queue<WrittenEntry>> rows = ReadRows(database);
            // The entry that accepted the instance was not one of the node's steps.
            foreach (Queue<WrittenEntry> queue in rows.Values)
                queue.Dequeue();
            return [.. commits.Where(one => one.Entries > 0).Select(one =>
            {
                Queue<WrittenEntry> queue = rows[keys[one.Instance.Value]];
                return new WrittenStep(keys[one.Instance.Value], [.. Enumerable.Range(0, one.Entries).Select(_ => queue.Dequeue())]);
            })];
        }
    }

    public void Dispose() => host.Committed -= Note;

    private void Note(InstanceId instance, IReadOnlyList<JournalEntry> entries)
    {
        lock (gate)
            commits.Add((instance, entries.Count));
    }

    private static Dictionary<long, Queue<WrittenEntry>> ReadRows(sqlite3 database)
    {
        var rows = new Dictionary<long, Queue<WrittenEntry>>();
        using sqlite3_stmt query = Prepare(database, "SELECT instance, seq, at, kind, execution, payload FROM entry ORDER BY instance, seq");
        while (raw.sqlite3_step(query) == raw.SQLITE_ROW)
        {
            long key = raw.sqlite3_column_int64(query, 0);
            if (!rows.TryGetValue(key, out Queue<WrittenEntry>? queue))
                rows[key] = queue = [];
            queue.Enqueue(new WrittenEntry(
                raw.sqlite3_column_int64(query, 1),
                raw.sqlite3_column_int64(query, 2),
                raw.sqlite3_column_blob(query, 3).ToArray(),
                raw.sqlite3_column_type(query, 4) == raw.SQLITE_NULL ? null : raw.sqlite3_column_int64(query, 4),
                raw.sqlite3_column_blob(query, 5).ToArray()));
        }

        return rows;
    }

    private static sqlite3_stmt Prepare(sqlite3 database, string sql)
    {
        Require(raw.sqlite3_prepare_v2(database, sql, out sqlite3_stmt statement), sql);
        return statement;
    }

    private static void Require(int code, string what)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException($"SQLite {code} at: {what}");
    }
}
