using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly sqlite3 handle;
    private readonly Dictionary<string, SqliteStatement> statements = [];

    private SqliteDatabase(string path, sqlite3 handle)
    {
        Path = path;
        this.handle = handle;
    }

    public string Path { get; }

    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    public long LastRowId => raw.sqlite3_last_insert_rowid(handle);

    /// <summary>Rows that the last statement wrote.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    /// <summary>Opens a connection that writes. It waits for nobody by itself: SQLite's own waiting is unfair, see <see cref="LockPatience"/>.</summary>
    public static SqliteDatabase OpenToWrite(string path)
    {
        var database = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        try
        {
            // The change to WAL needs the file alone; several processes may be opening a new one right now.
            LockPatience.Run(database, "PRAGMA journal_mode=WAL");
            LockPatience.Run(database, "PRAGMA synchronous=FULL");
            LockPatience.Run(database, "PRAGMA cache_size=-16000");
            // Above the size at which the automatic checkpoint keeps the log, so that it is rewritten in place, not cut and grown.
            LockPatience.Run(database, "PRAGMA journal_size_limit=67108864");
            database.CheckLog();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection that cannot write.</summary>
    public static SqliteDatabase OpenToRead(string path)
    {
        var database = Open(path, raw.SQLITE_OPEN_READWRITE);
        try
        {
            // Readers of a log wait for nobody, but for a moment while another process recovers or closes the file.
            raw.sqlite3_busy_timeout(database.handle, 10_000);
            database.Execute("PRAGMA query_only=ON");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The prepared statement for a text, ready to be bound.</summary>
    public SqliteStatement Use(string sql)
    {
        int code = TryPrepare(sql, out var statement);
        return code == raw.SQLITE_OK ? statement!.Take() : throw Failure(code);
    }

    /// <summary>Runs a statement that takes no values; gives SQLite's result code. Preparing it can meet a lock too, while another process opens a new file.</summary>
    public int TryRun(string sql)
    {
        int code = TryPrepare(sql, out var statement);
        if (code != raw.SQLITE_OK) return code;
        using var running = statement!.Take();
        return running.TryRun();
    }

    /// <summary>Runs a statement that takes no values and is worth keeping prepared.</summary>
    public void Run(string sql)
    {
        using var statement = Use(sql);
        statement.Run();
    }

    /// <summary>Runs statements that are not worth keeping prepared.</summary>
    public void Execute(string sql)
    {
        int code = TryExecute(sql);
        if (code != raw.SQLITE_OK) throw Failure(code);
    }

    /// <summary>As <see cref="Execute"/>, for what may be refused; gives SQLite's result code.</summary>
    public int TryExecute(string sql) => raw.sqlite3_exec(handle, sql);

    public Exception Failure(int code)
    {
        int extended = raw.sqlite3_extended_errcode(handle);
        string text = raw.sqlite3_errmsg(handle).utf8_to_string();
        var cause = new SqliteException($"SQLite {extended}: {text}", code & 0xff, extended);
        return (code & 0xff) switch
        {
            raw.SQLITE_FULL => new StorageFullException(Path, cause),
            raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN when SqliteLibrary.SystemError(handle) is NoSpace.OnUnix or NoSpace.QuotaOnUnix => new StorageFullException(Path, cause),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new StoreUnusableException(Path, $"it is damaged or no database ({text}). Restore it from a copy, or name another file.", cause),
            raw.SQLITE_BUSY => new StoreUnusableException(Path, "another process has held it for longer than anybody should. End that process.", cause),
            raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM => new StoreUnusableException(Path, $"{text}. Check that the folder and the file can be written.", cause),
            _ => new StoreUnusableException(Path, $"{text} (SQLite {extended}).", cause),
        };
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Finish();
        statements.Clear();
        handle.Dispose();
    }

    private int TryPrepare(string sql, out SqliteStatement? statement)
    {
        if (statements.TryGetValue(sql, out statement)) return raw.SQLITE_OK;
        int code = raw.sqlite3_prepare_v2(handle, sql, out var prepared);
        if (code == raw.SQLITE_OK) statements[sql] = statement = new SqliteStatement(this, prepared);
        return code;
    }

    // Without it SQLite would go on with another kind of journal, and readers would stop the writer.
    private void CheckLog()
    {
        using var query = Use("PRAGMA journal_mode");
        string mode = query.Step() ? query.Text(0) : "";
        if (mode != "wal") throw new StoreUnusableException(Path, $"its folder cannot hold a write-ahead log (journal mode is '{mode}'). Name a file on a local disk.");
    }

    private static SqliteDatabase Open(string path, int flags)
    {
        SqliteLibrary.Load();
        int code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new SqliteDatabase(path, handle);
        if (code == raw.SQLITE_OK) return database;
        var failure = database.Failure(code);
        database.Dispose();
        throw failure;
    }
}
