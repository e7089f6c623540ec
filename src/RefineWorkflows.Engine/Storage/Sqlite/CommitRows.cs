namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Writes one step of one instance, inside the writer's transaction.</summary>
internal static class CommitRows
{
    public static CommitReceipt Write(WriteScope scope, Lease lease, BurstCommit commit)
    {
        SqliteDatabase database = scope.Database;
        long key = CheckFence(database, lease, commit);
        InstanceRows.InsertEntries(database, key, commit.Entries);
        if (commit.Snapshot is { } snapshot)
        {
            using SqliteStatement replace = database.Use("INSERT INTO snapshot (instance, seq, state) VALUES (?,?,?) ON CONFLICT (instance) DO UPDATE SET seq = excluded.seq, state = excluded.state");
            replace.Bind(key).Bind(snapshot.Sequence).Bind(snapshot.State.Span).Run();
        }

        foreach (long message in commit.InboxConsumed)
        {
            using SqliteStatement consume = database.Use("DELETE FROM inbox WHERE id = ? AND instance = ?");
            consume.Bind(message).Bind(key).Run();
        }

        foreach (string bookmark in commit.BookmarksRemoved)
            StimulusRows.RemoveBookmark(database, key, bookmark);
        WriteHeader(database, key, commit);
        foreach (BookmarkRow bookmark in commit.BookmarksAdded)
            StimulusRows.AddBookmark(scope, key, commit.Header, bookmark);
        foreach (Stimulus stimulus in commit.Outbox)
            StimulusRows.Deliver(scope, stimulus);
        foreach (NewInstance started in commit.Started)
        {
            InstanceRows.Insert(database, started, null, null);
            scope.MadeReady = true;
        }

        foreach (DomainRecord record in commit.Records)
        {
            using SqliteStatement put = database.Use("INSERT INTO record (collection, key, json) VALUES (?,?,?) ON CONFLICT (collection, key) DO UPDATE SET json = excluded.json");
            put.Bind(record.Collection).Bind(record.Key).Bind(record.Json.Span).Run();
        }

        if (commit.Header.Status == InstanceStatus.Finished)
            ForgetWaiting(database, key);
        return Settle(scope, key, commit);
    }

    private static long CheckFence(SqliteDatabase database, Lease lease, BurstCommit commit)
    {
        using SqliteStatement query = database.Use("SELECT key, node, fence, last_seq FROM instance WHERE id = ?").Bind(lease.Instance.Value);
        if (!query.Step() || query.TextOrNull(1) != lease.Node.Value || query.Number(2) != lease.Fence)
            throw new LeaseLostException(lease);
        if (commit.Entries.Count > 0 && commit.Entries[0].Sequence != query.Number(3) + 1)
            throw new JournalGapException(lease.Instance, query.Number(3) + 1, commit.Entries[0].Sequence);
        return query.Number(0);
    }

    private static void WriteHeader(SqliteDatabase database, long key, BurstCommit commit)
    {
        InstanceHeader header = commit.Header;
        using SqliteStatement update = database.Use(
            """
            UPDATE instance SET name = ?, correlation_id = ?, status = ?, sub_status = ?, paused = ?, incidents = ?, updated_at = ?, finished_at = ?,
                ready_at = ?, last_seq = last_seq + ?, node = CASE WHEN ? THEN NULL ELSE node END, lease_until = CASE WHEN ? THEN NULL ELSE lease_until END
            WHERE key = ?
            """);
        update.Bind(header.Name).Bind(header.CorrelationId).Bind((long)header.Status).Bind((long)header.SubStatus).Bind(header.IsPaused).Bind(header.IncidentCount)
            .Bind(header.UpdatedAt).Bind(header.FinishedAt).Bind(commit.ReadyAt).Bind(commit.Entries.Count).Bind(commit.Release).Bind(commit.Release).Bind(key).Run();
    }

    /// <summary>A finished instance waits for nothing: its bookmarks match no longer. Commands stay, for a retry may reopen it.</summary>
    private static void ForgetWaiting(SqliteDatabase database, long key)
    {
        using (SqliteStatement bookmarks = database.Use("DELETE FROM bookmark WHERE instance = ?"))
            bookmarks.Bind(key).Run();
        using SqliteStatement stimuli = database.Use("DELETE FROM inbox WHERE instance = ? AND kind = ?");
        stimuli.Bind(key).Bind((long)InboxKind.Stimulus).Run();
    }

    /// <summary>What waits in the inbox makes the instance ready, whatever the step thought.</summary>
    private static CommitReceipt Settle(WriteScope scope, long key, BurstCommit commit)
    {
        bool pressing = StimulusRows.IsInboxPressing(scope.Database, key, commit.Header.IsPaused);
        if (pressing)
        {
            using SqliteStatement ready = scope.Database.Use("UPDATE instance SET ready_at = ? WHERE key = ? AND (ready_at IS NULL OR ready_at > ?)");
            ready.Bind(scope.Now).Bind(key).Bind(scope.Now).Run();
        }

        if (commit.Release && (pressing || commit.ReadyAt is not null))
            scope.MadeReady = true;
        return new CommitReceipt(pressing);
    }
}
