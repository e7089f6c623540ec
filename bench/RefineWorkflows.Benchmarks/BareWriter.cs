using SQLitePCL;

namespace RefineWorkflows.Benchmarks;

/// <summary>
/// What the engine is compared with: the rows of an engine's run, written again by a loop that does nothing else, with
/// the engine's statements and the engine's settings of SQLite.
/// </summary>
internal sealed class BareWriter : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt insert;
    private readonly sqlite3_stmt update;
    private readonly sqlite3_stmt begin;
    private readonly sqlite3_stmt commit;

    /// <param name="file">A database with the engine's tables, without instances.</param>
    /// <param name="source">The database of the engine's run; its instance rows are copied.</param>
    public BareWriter(string file, string source)
    {
        Check(raw.sqlite3_open_v2(file, out database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, null));
        foreach (string setting in new[] { "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000", "journal_size_limit=67108864" })
            Check(raw.sqlite3_exec(database, $"PRAGMA {setting}"));
        Check(raw.sqlite3_exec(database, $"ATTACH '{source.Replace("'", "''", StringComparison.Ordinal)}' AS source; INSERT INTO instance SELECT * FROM source.instance; DETACH source"));
        insert = Prepare("INSERT INTO entry (instance, seq, at, kind, execution, payload) VALUES (?,?,?,?,?,?)");
        update = Prepare(
            """
            UPDATE instance SET name = ?, correlation_id = ?, status = ?, sub_status = ?, paused = ?, incidents = ?, updated_at = ?, finished_at = ?,
                ready_at = ?, last_seq = last_seq + ?, node = CASE WHEN ? THEN NULL ELSE node END, lease_until = CASE WHEN ? THEN NULL ELSE lease_until END
            WHERE key = ?
            """);
        begin = Prepare("BEGIN IMMEDIATE");
        commit = Prepare("COMMIT");
    }

    /// <summary>Writes all steps, so many of them in each transaction.</summary>
    public void Write(IReadOnlyList<WrittenStep> steps, int perTransaction)
    {
        for (int next = 0; next < steps.Count; next += perTransaction)
        {
            Run(begin);
            for (int i = next; i < Math.Min(next + perTransaction, steps.Count); i++)
                Write(steps[i]);
            Run(commit);
        }
    }

    public void Dispose()
    {
        insert.Dispose();
        update.Dispose();
        begin.Dispose();
        commit.Dispose();
        database.Dispose();
    }

    private void Write(WrittenStep step)
    {
        foreach (WrittenEntry entry in step.Entries)
        {
            raw.sqlite3_bind_int64(insert, 1, step.Instance);
            raw.sqlite3_bind_int64(insert, 2, entry.Sequence);
            raw.sqlite3_bind_int64(insert, 3, entry.At);
            raw.sqlite3_bind_text(insert, 4, entry.Kind);
            if (entry.Execution is { } execution) raw.sqlite3_bind_int64(insert, 5, execution);
            else raw.sqlite3_bind_null(insert, 5);
            raw.sqlite3_bind_text(insert, 6, entry.Payload);
            Run(insert);
        }

        long at = step.Entries[^1].At;
        raw.sqlite3_bind_text(update, 1, "loop");
        raw.sqlite3_bind_null(update, 2);
        raw.sqlite3_bind_int64(update, 3, 0);
        raw.sqlite3_bind_int64(update, 4, 1);
        raw.sqlite3_bind_int64(update, 5, 0);
        raw.sqlite3_bind_int64(update, 6, 0);
        raw.sqlite3_bind_int64(update, 7, at);
        raw.sqlite3_bind_null(update, 8);
        raw.sqlite3_bind_int64(update, 9, at);
        raw.sqlite3_bind_int64(update, 10, step.Entries.Count);
        raw.sqlite3_bind_int64(update, 11, 0);
        raw.sqlite3_bind_int64(update, 12, 0);
        raw.sqlite3_bind_int64(update, 13, step.Instance);
        Run(update);
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(database, sql, out sqlite3_stmt statement));
        return statement;
    }

    private void Run(sqlite3_stmt statement)
    {
        int code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            Check(code);
        raw.sqlite3_reset(statement);
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException($"SQLite {code}: {(database is null ? "the file could not be opened" : raw.sqlite3_errmsg(database).utf8_to_string())}");
    }
}
