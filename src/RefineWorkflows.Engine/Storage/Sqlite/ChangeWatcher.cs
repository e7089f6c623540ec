namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Notices that another process has written, by a number that SQLite changes with every foreign commit.</summary>
internal sealed class ChangeWatcher(string path, Action changed) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly CancellationTokenSource stopping = new();
    private Task? loop;

    /// <summary>Begins to watch; more than once is the same as once.</summary>
    public void Start()
    {
        lock (stopping)
            loop ??= Task.Run(WatchAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (loop is not null)
            await loop;
        stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        using SqliteDatabase database = SqliteDatabase.OpenToRead(path);
        using var beat = new PeriodicTimer(Interval);
        long known = Version(database);
        try
        {
            while (await beat.WaitForNextTickAsync(stopping.Token))
            {
                long version = Version(database);
                if (version == known)
                    continue;
                known = version;
                changed();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The store is closed.
        }
    }

    private static long Version(SqliteDatabase database)
    {
        using SqliteStatement query = database.Use("PRAGMA data_version");
        return query.Step() ? query.Number(0) : 0;
    }
}
