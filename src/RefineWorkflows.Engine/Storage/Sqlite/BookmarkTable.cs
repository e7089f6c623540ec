namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Where instances wait.</summary>
internal static class BookmarkTable
{
    public static void Add(SqliteDatabase database, long instance, IReadOnlyList<BookmarkRow> bookmarks)
    {
        foreach (var bookmark in bookmarks)
        {
            using var insert = database.Use("INSERT INTO bookmark (instance, id, execution, kind, hash, due_at) VALUES (?, ?, ?, ?, ?, ?)");
            insert.Bind(instance).Bind(bookmark.Id).Bind(bookmark.Execution.Value).Bind(bookmark.Kind).Bind(bookmark.Hash).Bind(bookmark.DueAt).Run();
        }
    }

    public static void Remove(SqliteDatabase database, long instance, IReadOnlyList<string> ids)
    {
        foreach (string id in ids)
        {
            using var delete = database.Use("DELETE FROM bookmark WHERE instance = ? AND id = ?").Bind(instance).Bind(id);
            delete.Run();
        }
    }

    public static void RemoveAll(SqliteDatabase database, long instance)
    {
        using var delete = database.Use("DELETE FROM bookmark WHERE instance = ?").Bind(instance);
        delete.Run();
    }

    public static IReadOnlyList<BookmarkRow> Read(SqliteDatabase database, InstanceId instance)
    {
        using var query = database.Use(
            """
            SELECT b.id, b.execution, b.kind, b.hash, b.due_at FROM bookmark b JOIN instance i ON i.key = b.instance
            WHERE i.id = ? ORDER BY b.execution, b.id
            """).Bind(instance.Value);
        var bookmarks = new List<BookmarkRow>();
        while (query.Step())
            bookmarks.Add(new BookmarkRow(query.Text(0), new ExecutionId(query.Number(1)), query.Text(2), query.Text(3), query.MomentOrNull(4)));
        return bookmarks;
    }
}
