using System.Text;
using SQLitePCL;

namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>A prepared statement, taken from its connection for one use: bind in order, step, dispose to give it back.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : IDisposable
{
    private const int LongestOnStack = 512;
    private int bound;
    private bool inUse;

    public SqliteStatement Take()
    {
        if (inUse) throw new InvalidOperationException("The statement is in use already; finish reading it before it is run again.");
        inUse = true;
        return this;
    }

    public SqliteStatement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(handle, ++bound, value));
        return this;
    }

    public SqliteStatement Bind(long? value)
    {
        if (value is { } given) return Bind(given);
        Check(raw.sqlite3_bind_null(handle, ++bound));
        return this;
    }

    public SqliteStatement Bind(bool value) => Bind(value ? 1L : 0L);

    /// <summary>Moments are kept as UTC ticks, so that they come back exactly.</summary>
    public SqliteStatement Bind(DateTimeOffset value) => Bind(value.UtcTicks);

    public SqliteStatement Bind(DateTimeOffset? value) => Bind(value?.UtcTicks);

    public SqliteStatement Bind(string? value)
    {
        if (value is null) return Bind((long?)null);
        if (value.Length * 3 > LongestOnStack) return Bind(Encoding.UTF8.GetBytes(value));
        Span<byte> text = stackalloc byte[LongestOnStack];
        return Bind(text[..Encoding.UTF8.GetBytes(value, text)]);
    }

    /// <summary>Binds UTF-8 as text, without a detour over a string.</summary>
    public SqliteStatement Bind(ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, and SQLite takes that for NULL.
        Check(utf8.IsEmpty ? raw.sqlite3_bind_text(handle, ++bound, "") : raw.sqlite3_bind_text(handle, ++bound, utf8));
        return this;
    }

    /// <summary>Moves to the next row; false after the last one.</summary>
    public bool Step() => raw.sqlite3_step(handle) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        var code => throw database.Failure(code),
    };

    /// <summary>Runs to the end, past all rows: a statement that is only reset can lose the error of its write.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>As <see cref="Step"/> to the end, for statements whose refusal is no failure.</summary>
    public int TryRun()
    {
        int code;
        while ((code = raw.sqlite3_step(handle)) == raw.SQLITE_ROW)
        {
        }

        return code;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    public bool Flag(int column) => Number(column) != 0;

    public DateTimeOffset Moment(int column) => new(Number(column), TimeSpan.Zero);

    public DateTimeOffset? MomentOrNull(int column) => IsNull(column) ? null : Moment(column);

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public ReadOnlyMemory<byte> Utf8(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public void Dispose()
    {
        raw.sqlite3_reset(handle);
        raw.sqlite3_clear_bindings(handle);
        bound = 0;
        inUse = false;
    }

    /// <summary>Frees the statement with its connection.</summary>
    public void Finish() => handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw database.Failure(code);
    }
}
