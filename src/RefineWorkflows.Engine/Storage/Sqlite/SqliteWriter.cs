using System.Diagnostics;

namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>
/// The one writer of a process. Who wants to write while nobody does becomes the writer on its own thread, so that a lone
/// caller pays for little more than the sync to disk; what queues meanwhile goes into the next transaction together.
/// </summary>
internal sealed class SqliteWriter(SqliteDatabase database, TimeProvider time, Action madeReady) : IAsyncDisposable
{
    private const int MaxBatch = 64;
    private const int TransactionsPerTurn = 4;
    private static readonly TimeSpan ContentionMemory = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly Queue<WriteOperation> queue = new();
    private readonly List<WriteOperation> batch = new(MaxBatch);
    private readonly WriteScope scope = new(database, time);
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool serving;
    private bool closed;
    private long contendedAt;
    private int turns;

    /// <summary>Runs work in a transaction. The token counts until the work is queued; after that the write takes place.</summary>
    public Task<T> RunAsync<T>(Func<WriteScope, T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        var operation = new WriteOperation<T>(work);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(SqliteStore));
            queue.Enqueue(operation);
            if (serving) return operation.Completion;
            serving = true;
        }

        bool ready = ServeBatch();
        // Others are not served for ever on this caller's time.
        if (!TryStop()) ThreadPool.UnsafeQueueUserWorkItem(static writer => writer.Drain(), this, preferLocal: false);
        if (ready) madeReady();
        return operation.Completion;
    }

    /// <summary>Lets the writes that are queued finish and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (closed) return;
            closed = true;
            if (!serving) idle.SetResult();
        }

        await idle.Task;
        // Refused while others read; they will do it.
        database.TryExecute("PRAGMA wal_checkpoint(TRUNCATE)");
        database.Dispose();
    }

    private void Drain()
    {
        do
        {
            if (ServeBatch()) madeReady();
        }
        while (!TryStop());
    }

    private bool TryStop()
    {
        lock (gate)
        {
            if (queue.Count > 0) return false;
            serving = false;
            if (closed) idle.SetResult();
            return true;
        }
    }

    private bool ServeBatch()
    {
        TakeBatch();
        scope.MadeReady = false;
        try
        {
            Begin();
            if (batch.Count == 1) batch[0].Run(scope);
            else foreach (var operation in batch) RunApart(operation);
            database.Run("COMMIT");
        }
        catch (Exception reason)
        {
            // SQLite has rolled back by itself when the disk is full.
            if (database.InTransaction) database.TryExecute("ROLLBACK");
            foreach (var operation in batch) operation.Fail(reason);
            return false;
        }

        foreach (var operation in batch) operation.Deliver();
        return scope.MadeReady;
    }

    private void TakeBatch()
    {
        batch.Clear();
        lock (gate)
        {
            while (batch.Count < MaxBatch && queue.TryDequeue(out var operation)) batch.Add(operation);
        }
    }

    private void Begin()
    {
        bool contended = contendedAt != 0 && Stopwatch.GetElapsedTime(contendedAt) < ContentionMemory;
        if (contended && ++turns % TransactionsPerTurn == 0) LockPatience.GiveWay();
        if (LockPatience.Run(database, "BEGIN IMMEDIATE")) contendedAt = Stopwatch.GetTimestamp();
    }

    private void RunApart(WriteOperation operation)
    {
        database.Run("SAVEPOINT one");
        try
        {
            operation.Run(scope);
        }
        catch (Exception reason) when (reason is not StorageFullException && database.InTransaction)
        {
            database.Run("ROLLBACK TO one");
            operation.Refuse(reason);
        }

        database.Run("RELEASE one");
    }
}
