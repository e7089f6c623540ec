namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Notices commits of other processes, by looking at the file's version twenty times a second while somebody listens.</summary>
internal sealed class ChangeWatcher : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly string path;
    private readonly Func<bool> isHeard;
    private readonly Action changed;
    private readonly CancellationTokenSource stop = new();
    private readonly Task watching;

    public ChangeWatcher(string path, Func<bool> isHeard, Action changed)
    {
        this.path = path;
        this.isHeard = isHeard;
        this.changed = changed;
        watching = Task.Run(WatchAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching;
        stop.Dispose();
    }

    private async Task WatchAsync()
    {
        SqliteDatabase? database = null;
        long seen = -1;
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                if (!isHeard()) continue;
                try
                {
                    database ??= SqliteDatabase.OpenToRead(path);
                    long version = ReadVersion(database);
                    if (version == seen) continue;
                    seen = version;
                }
                catch (WorkflowException)
                {
                    // Not knowing is reported as a change: whoever listens looks, and meets the error where it can be told.
                    database?.Dispose();
                    database = null;
                    seen = -1;
                }

                changed();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The store is being closed.
        }
        finally
        {
            database?.Dispose();
        }
    }

    private static long ReadVersion(SqliteDatabase database)
    {
        using var query = database.Use("PRAGMA data_version");
        return query.Step() ? query.Number(0) : -1;
    }
}
