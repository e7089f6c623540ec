namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Bookmarks, the inbox, and stimuli that came early.</summary>
internal static class StimulusRows
{
    /// <summary>Delivers a stimulus: to every bookmark that waits for it, or into keeping.</summary>
    public static DeliveryReceipt Deliver(WriteScope scope, Stimulus stimulus)
    {
        SqliteDatabase database = scope.Database;
        DateTimeOffset now = scope.Now;
        using (SqliteStatement seen = database.Use("INSERT INTO stimulus_seen (key, at) VALUES (?,?) ON CONFLICT (key) DO NOTHING"))
            seen.Bind(stimulus.IdempotencyKey).Bind(now).Run();
        if (database.Changes == 0)
            return new DeliveryReceipt([], false, true);

        List<(long Key, string Instance, string Bookmark)> matches = Matches(database, stimulus);
        foreach ((long key, _, string bookmark) in matches)
            Hand(scope, key, bookmark, stimulus.Input.Span);
        if (matches.Count > 0 || stimulus.KeepFor <= TimeSpan.Zero)
            return new DeliveryReceipt([.. matches.Select(one => new InstanceId(one.Instance)).Distinct()], false, false);

        using SqliteStatement keep = database.Use("INSERT INTO stimulus_kept (kind, hash, correlation_id, instance_id, input, expires_at) VALUES (?,?,?,?,?,?)");
        keep.Bind(stimulus.Kind).Bind(stimulus.Hash).Bind(stimulus.CorrelationId).Bind(stimulus.Instance?.Value).Bind(stimulus.Input.Span).Bind(now + stimulus.KeepFor).Run();
        return new DeliveryReceipt([], true, false);
    }

    /// <summary>Adds a bookmark, and hands it at once what was kept for it.</summary>
    public static void AddBookmark(WriteScope scope, long key, InstanceHeader header, BookmarkRow bookmark)
    {
        SqliteDatabase database = scope.Database;
        using (SqliteStatement insert = database.Use("INSERT INTO bookmark (instance, id, execution, kind, hash, due_at) VALUES (?,?,?,?,?,?)"))
            insert.Bind(key).Bind(bookmark.Id).Bind(bookmark.Execution.Value).Bind(bookmark.Kind).Bind(bookmark.Hash).Bind(bookmark.DueAt).Run();

        (long Id, ReadOnlyMemory<byte> Input)? kept = null;
        using (SqliteStatement query = database.Use(
            "SELECT id, input FROM stimulus_kept WHERE kind = ? AND hash = ? AND expires_at > ? AND (correlation_id IS NULL OR correlation_id = ?) AND (instance_id IS NULL OR instance_id = ?) ORDER BY id LIMIT 1"))
        {
            query.Bind(bookmark.Kind).Bind(bookmark.Hash).Bind(scope.Now).Bind(header.CorrelationId).Bind(header.Id.Value);
            if (query.Step())
                kept = (query.Number(0), query.Utf8(1));
        }

        if (kept is not { } early)
            return;
        using (SqliteStatement forget = database.Use("DELETE FROM stimulus_kept WHERE id = ?"))
            forget.Bind(early.Id).Run();
        Hand(scope, key, bookmark.Id, early.Input.Span);
    }

    public static void RemoveBookmark(SqliteDatabase database, long key, string id)
    {
        using SqliteStatement delete = database.Use("DELETE FROM bookmark WHERE instance = ? AND id = ?");
        delete.Bind(key).Bind(id).Run();
    }

    public static void Post(SqliteDatabase database, long key, InboxKind kind, string? bookmark, ReadOnlySpan<byte> payload)
    {
        using SqliteStatement insert = database.Use("INSERT INTO inbox (instance, kind, bookmark, payload) VALUES (?,?,?,?)");
        insert.Bind(key).Bind((long)kind).Bind(bookmark).Bind(payload).Run();
    }

    /// <summary>Whether something waits in the inbox that a node should look at now: for a paused instance only commands.</summary>
    public static bool IsInboxPressing(SqliteDatabase database, long key, bool paused)
    {
        using SqliteStatement query = database.Use("SELECT EXISTS (SELECT 1 FROM inbox WHERE instance = ? AND (kind <> ? OR NOT ?))").Bind(key).Bind((long)InboxKind.Stimulus).Bind(paused);
        return query.Step() && query.Flag(0);
    }

    private static List<(long Key, string Instance, string Bookmark)> Matches(SqliteDatabase database, Stimulus stimulus)
    {
        var matches = new List<(long, string, string)>();
        using SqliteStatement query = database.Use(
            """
            SELECT bookmark.instance, instance.id, bookmark.id FROM bookmark JOIN instance ON instance.key = bookmark.instance
            WHERE bookmark.kind = ? AND bookmark.hash = ? AND (? IS NULL OR instance.correlation_id = ?) AND (? IS NULL OR instance.id = ?)
            """);
        query.Bind(stimulus.Kind).Bind(stimulus.Hash).Bind(stimulus.CorrelationId).Bind(stimulus.CorrelationId).Bind(stimulus.Instance?.Value).Bind(stimulus.Instance?.Value);
        while (query.Step())
            matches.Add((query.Number(0), query.Text(1), query.Text(2)));
        return matches;
    }

    /// <summary>Moves a stimulus into an inbox. The bookmark's row goes, so that no second stimulus matches it.</summary>
    private static void Hand(WriteScope scope, long key, string bookmark, ReadOnlySpan<byte> input)
    {
        SqliteDatabase database = scope.Database;
        RemoveBookmark(database, key, bookmark);
        Post(database, key, InboxKind.Stimulus, bookmark, input);
        using SqliteStatement ready = database.Use("UPDATE instance SET ready_at = ? WHERE key = ? AND NOT paused");
        ready.Bind(scope.Now).Bind(key).Run();
        scope.MadeReady = true;
    }
}
