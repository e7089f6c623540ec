using System.Diagnostics;
using SQLitePCL;

namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>
/// Waits for SQLite's write lock. The lock has no queue: who asks seldom starves. So it is asked for every one or two
/// milliseconds, where SQLite's own handler soon waits 100 ms and Microsoft.Data.Sqlite 150 ms between two tries.
/// </summary>
internal static class LockPatience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Runs a statement until the lock is free.</summary>
    /// <returns>Whether it had to wait.</returns>
    /// <exception cref="StoreUnusableException">The lock has not been free for 30 s.</exception>
    public static bool Run(SqliteDatabase database, string sql)
    {
        long start = Stopwatch.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            int code = database.TryRun(sql);
            if (code is raw.SQLITE_OK or raw.SQLITE_DONE) return attempt > 0;
            bool isHeld = (code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL;
            if (!isHeld || Stopwatch.GetElapsedTime(start) > Limit) throw database.Failure(code);
            Pause(attempt);
        }
    }

    /// <summary>Lets another process have the lock for once.</summary>
    public static void GiveWay() => Wait(2);

    // Two processes that lost against a third must not come back in step: the spread comes from the thread and the try.
    private static void Pause(int attempt) => Wait(1 + (((attempt * 7) + Environment.CurrentManagedThreadId + Environment.ProcessId) & 1));

    private static void Wait(int milliseconds)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(milliseconds);
    }
}
