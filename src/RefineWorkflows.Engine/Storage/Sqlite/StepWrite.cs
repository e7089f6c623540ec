namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>One step of an instance as rows. The order matters: what the step itself adds can be met by what it sends, and whether the instance is ready is known last.</summary>
internal static class StepWrite
{
    public static CommitReceipt Commit(WriteScope scope, Lease lease, BurstCommit commit)
    {
        var database = scope.Database;
        var stored = CheckLease(database, lease);
        long key = stored.Key;

        long last = InstanceTable.Append(database, lease.Instance, key, stored.LastSequence, commit.Entries);
        if (commit.Snapshot is { } snapshot)
        {
            if (snapshot.Sequence > last) throw new JournalGapException(lease.Instance, last, snapshot.Sequence);
            InstanceTable.ReplaceSnapshot(database, key, snapshot);
        }

        BookmarkTable.Remove(database, key, commit.BookmarksRemoved);
        InboxTable.Consume(database, key, commit.InboxConsumed);
        WriteHeader(database, key, stored, commit.Header, last);
        if (commit.Header.Status == InstanceStatus.Finished)
        {
            BookmarkTable.RemoveAll(database, key);
            InboxTable.DropStimuli(database, key);
        }
        else if (commit.BookmarksAdded.Count > 0)
        {
            BookmarkTable.Add(database, key, commit.BookmarksAdded);
            StimulusMatching.MatchKept(scope, key, commit.Header, commit.BookmarksAdded);
        }

        // What a stimulus starts is there before it is delivered: then it has found somebody and is not kept.
        foreach (var started in commit.Started) Start(scope, started);
        foreach (var stimulus in commit.Outbox) StimulusMatching.Deliver(scope, stimulus);
        foreach (var command in commit.Commands) InboxTable.TrySend(scope, command.Instance, command.Kind, default);
        foreach (var record in commit.Records) RecordTable.Put(database, record);

        bool pending = InboxTable.HasPending(database, key, commit.Header.IsPaused);
        WriteReadiness(scope, key, stored, pending ? Earlier(commit.ReadyAt, scope.Now) : commit.ReadyAt, commit.Release);
        return new CommitReceipt(pending);
    }

    private static void Start(WriteScope scope, NewInstance started)
    {
        if (InstanceTable.FindRival(scope.Database, started) is null)
        {
            scope.MadeReady |= InstanceTable.Insert(scope.Database, started, node: null, leaseUntil: null) is not null;
            return;
        }

        if (started is { RefusalNote: { } note, Header.Parent: { } parent })
            InboxTable.TrySend(scope, parent, InboxKind.ChildRefused, note);
        if (started.WhenRefused is { } answer)
            StimulusMatching.Deliver(scope, answer);
    }

    private static Stored CheckLease(SqliteDatabase database, Lease lease)
    {
        using var query = database.Use("SELECT key, last_seq, ready_at, correlation_id, name FROM instance WHERE id = ? AND node = ? AND fence = ?");
        query.Bind(lease.Instance.Value).Bind(lease.Node.Value).Bind(lease.Fence);
        if (!query.Step()) throw new LeaseLostException(lease);
        return new Stored(query.Number(0), query.Number(1), query.MomentOrNull(2), query.TextOrNull(3), query.TextOrNull(4));
    }

    // Columns with an index are written only when they change: SQLite rewrites the index of every column that is named.
    private static void WriteHeader(SqliteDatabase database, long key, Stored stored, InstanceHeader header, long last)
    {
        using (var update = database.Use("UPDATE instance SET status = ?, sub_status = ?, paused = ?, incidents = ?, updated_at = ?, finished_at = ?, last_seq = ? WHERE key = ?"))
        {
            update.Bind((int)header.Status).Bind((int)header.SubStatus).Bind(header.IsPaused).Bind(header.IncidentCount)
                .Bind(header.UpdatedAt).Bind(header.FinishedAt).Bind(last).Bind(key).Run();
        }

        if (header.CorrelationId != stored.CorrelationId)
        {
            using var correlate = database.Use("UPDATE instance SET correlation_id = ? WHERE key = ?").Bind(header.CorrelationId).Bind(key);
            correlate.Run();
        }

        if (header.Name == stored.Name) return;
        using var rename = database.Use("UPDATE instance SET name = ? WHERE key = ?").Bind(header.Name).Bind(key);
        rename.Run();
    }

    private static void WriteReadiness(WriteScope scope, long key, Stored stored, DateTimeOffset? readyAt, bool release)
    {
        // When the step's own stimuli have woken the instance, something is pending, and that makes it ready now.
        if (readyAt != stored.ReadyAt)
        {
            using var update = scope.Database.Use("UPDATE instance SET ready_at = ? WHERE key = ?").Bind(readyAt).Bind(key);
            update.Run();
        }

        if (!release) return;
        using (var update = scope.Database.Use("UPDATE instance SET node = NULL, lease_until = NULL WHERE key = ?").Bind(key)) update.Run();
        scope.MadeReady |= readyAt is not null;
    }

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one is { } given && given < other ? given : other;

    private readonly record struct Stored(long Key, long LastSequence, DateTimeOffset? ReadyAt, string? CorrelationId, string? Name);
}
