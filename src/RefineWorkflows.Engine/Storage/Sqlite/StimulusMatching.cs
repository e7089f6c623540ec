namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Brings stimuli and bookmarks together, whichever comes first. A bookmark that was matched is gone, so that no second stimulus finds it.</summary>
internal static class StimulusMatching
{
    public static DeliveryReceipt Deliver(WriteScope scope, Stimulus stimulus)
    {
        var database = scope.Database;
        using (var insert = database.Use("INSERT INTO stimulus_seen (key, at) VALUES (?, ?) ON CONFLICT DO NOTHING").Bind(stimulus.IdempotencyKey).Bind(scope.Now))
            insert.Run();
        if (database.Changes == 0) return new DeliveryReceipt([], Kept: false, Duplicate: true);

        var matches = FindBookmarks(database, stimulus);
        foreach (var match in matches) Resume(scope, match, stimulus.Input, scope.Now);
        bool kept = matches.Count == 0 && stimulus.KeepFor > TimeSpan.Zero && !stimulus.Starts.Any(one => InstanceTable.FindKey(database, one) is not null);
        if (kept) Keep(scope, stimulus);
        return new DeliveryReceipt([.. matches.Select(match => match.Instance).Distinct()], kept, Duplicate: false);
    }

    /// <summary>Hands to bookmarks that have just been written what came before them.</summary>
    public static void MatchKept(WriteScope scope, long key, InstanceHeader header, IReadOnlyList<BookmarkRow> added)
    {
        var waiting = added.ToList();
        while (waiting.Count > 0)
        {
            var first = waiting[0];
            var alike = waiting.FindAll(bookmark => bookmark.Kind == first.Kind && bookmark.Hash == first.Hash);
            waiting.RemoveAll(alike.Contains);
            if (TakeKept(scope, first, alike.Min(bookmark => bookmark.Since), header) is not { } taken) continue;
            foreach (var bookmark in alike.Where(bookmark => taken.NewsAt is null || taken.NewsAt >= bookmark.Since))
                Resume(scope, new Match(key, header.Id, bookmark.Id, header.IsPaused), taken.Input, taken.NewsAt ?? scope.Now);
        }
    }

    public static int Sweep(WriteScope scope, TimeSpan keepKeysFor)
    {
        using (var kept = scope.Database.Use("DELETE FROM stimulus_kept WHERE expires_at <= ?").Bind(scope.Now)) kept.Run();
        int count = scope.Database.Changes;
        using (var seen = scope.Database.Use("DELETE FROM stimulus_seen WHERE at < ?").Bind(Before(scope.Now, keepKeysFor))) seen.Run();
        return count + scope.Database.Changes;
    }

    private static List<Match> FindBookmarks(SqliteDatabase database, Stimulus stimulus)
    {
        using var query = database.Use(
            """
            SELECT b.instance, i.id, b.id, i.paused FROM bookmark b JOIN instance i ON i.key = b.instance
            WHERE b.kind = ?1 AND b.hash = ?2 AND (?3 IS NULL OR i.id = ?3) AND (?4 IS NULL OR i.correlation_id = ?4)
            """);
        query.Bind(stimulus.Kind).Bind(stimulus.Hash).Bind(stimulus.Instance?.Value).Bind(stimulus.CorrelationId);
        var matches = new List<Match>();
        while (query.Step()) matches.Add(new Match(query.Number(0), new InstanceId(query.Text(1)), query.Text(2), query.Flag(3)));
        return matches;
    }

    private static void Resume(WriteScope scope, Match match, ReadOnlyMemory<byte> input, DateTimeOffset cameAt)
    {
        using (var delete = scope.Database.Use("DELETE FROM bookmark WHERE instance = ? AND id = ?").Bind(match.Key).Bind(match.Bookmark)) delete.Run();
        InboxTable.Add(scope, match.Key, InboxKind.Stimulus, match.Bookmark, input, cameAt);
        if (!match.IsPaused) InboxTable.Wake(scope, match.Key);
    }

    private static void Keep(WriteScope scope, Stimulus stimulus)
    {
        using var insert = scope.Database.Use("INSERT INTO stimulus_kept (kind, hash, correlation_id, instance_id, input, expires_at, news_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
        insert.Bind(stimulus.Kind).Bind(stimulus.Hash).Bind(stimulus.CorrelationId).Bind(stimulus.Instance?.Value)
            .Bind(stimulus.Input.Span).Bind(After(scope.Now, stimulus.KeepFor)).Bind(stimulus.IsNews ? scope.Now : null).Run();
    }

    private static Taken? TakeKept(WriteScope scope, BookmarkRow bookmark, DateTimeOffset since, InstanceHeader header)
    {
        long id;
        Taken taken;
        using (var query = scope.Database.Use(
            """
            SELECT id, input, news_at FROM stimulus_kept
            WHERE kind = ? AND hash = ? AND expires_at > ? AND (instance_id IS NULL OR instance_id = ?) AND (correlation_id IS NULL OR correlation_id = ?)
                AND (news_at IS NULL OR news_at >= ?)
            ORDER BY id LIMIT 1
            """))
        {
            query.Bind(bookmark.Kind).Bind(bookmark.Hash).Bind(scope.Now).Bind(header.Id.Value).Bind(header.CorrelationId).Bind(since);
            if (!query.Step()) return null;
            id = query.Number(0);
            taken = new Taken(query.Utf8(1), query.MomentOrNull(2));
        }

        using var delete = scope.Database.Use("DELETE FROM stimulus_kept WHERE id = ?").Bind(id);
        delete.Run();
        return taken;
    }

    private static DateTimeOffset After(DateTimeOffset now, TimeSpan span) =>
        span > DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + span;

    private static DateTimeOffset Before(DateTimeOffset now, TimeSpan span) =>
        span > now - DateTimeOffset.MinValue ? DateTimeOffset.MinValue : now - span;

    private readonly record struct Taken(ReadOnlyMemory<byte> Input, DateTimeOffset? NewsAt);

    private readonly record struct Match(long Key, InstanceId Instance, string Bookmark, bool IsPaused);
}
