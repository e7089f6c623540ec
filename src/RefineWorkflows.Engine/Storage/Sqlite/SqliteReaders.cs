using System.Collections.Concurrent;

namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Connections for reading, beside the writer. A read is short and runs on its caller's thread.</summary>
internal sealed class SqliteReaders(string path) : IDisposable
{
    private const int MostKept = 8;
    private readonly ConcurrentBag<SqliteDatabase> free = [];
    private volatile bool closed;

    /// <summary>Reads at one moment, however many statements that takes.</summary>
    public Task<T> RunAsync<T>(Func<SqliteDatabase, T> read, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        try
        {
            return Task.FromResult(Run(read));
        }
        catch (Exception reason)
        {
            return Task.FromException<T>(reason);
        }
    }

    public T Run<T>(Func<SqliteDatabase, T> read)
    {
        ObjectDisposedException.ThrowIf(closed, typeof(SqliteStore));
        if (!free.TryTake(out var database)) database = SqliteDatabase.OpenToRead(path);
        bool sound = false;
        try
        {
            database.Run("BEGIN");
            T result = read(database);
            database.Run("COMMIT");
            sound = true;
            return result;
        }
        finally
        {
            if (sound && !closed && free.Count < MostKept) free.Add(database);
            else database.Dispose();
            if (closed) Dispose();
        }
    }

    public void Dispose()
    {
        closed = true;
        while (free.TryTake(out var database)) database.Dispose();
    }
}
