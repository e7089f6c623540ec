namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>What has arrived for instances.</summary>
internal static class InboxTable
{
    public static void Add(WriteScope scope, long instance, InboxKind kind, string? bookmark, ReadOnlyMemory<byte> payload, DateTimeOffset cameAt)
    {
        using var insert = scope.Database.Use("INSERT INTO inbox (instance, kind, bookmark, payload, came_at) VALUES (?, ?, ?, ?, ?)");
        insert.Bind(instance).Bind((int)kind).Bind(bookmark).Bind(payload.Span).Bind(cameAt).Run();
    }

    /// <summary>Puts a command into an inbox and makes its instance ready.</summary>
    /// <returns>False when there is no such instance.</returns>
    public static bool TrySend(WriteScope scope, InstanceId instance, InboxKind command, ReadOnlyMemory<byte> payload)
    {
        if (command == InboxKind.Stimulus) throw new ArgumentException("A stimulus is no command; deliver it, so that it finds its bookmark.", nameof(command));
        if (InstanceTable.FindKey(scope.Database, instance) is not { } key) return false;
        Add(scope, key, command, bookmark: null, payload, scope.Now);
        Wake(scope, key);
        return true;
    }

    public static IReadOnlyList<InboxMessage> Read(SqliteDatabase database, long instance)
    {
        using var query = database.Use("SELECT id, kind, bookmark, payload, came_at FROM inbox WHERE instance = ? ORDER BY id").Bind(instance);
        var messages = new List<InboxMessage>();
        while (query.Step()) messages.Add(new InboxMessage(query.Number(0), (InboxKind)query.Number(1), query.TextOrNull(2), query.Utf8(3)) { CameAt = query.MomentOrNull(4) });
        return messages;
    }

    /// <summary>Forgets messages that were dealt with; the instance stands beside the id so that nobody consumes what is another's.</summary>
    public static void Consume(SqliteDatabase database, long instance, IReadOnlyList<long> ids)
    {
        foreach (long id in ids)
        {
            using var delete = database.Use("DELETE FROM inbox WHERE id = ? AND instance = ?").Bind(id).Bind(instance);
            delete.Run();
        }
    }

    /// <summary>Instances of a node for which something is there.</summary>
    public static IReadOnlyList<InstanceId> Addressed(SqliteDatabase database, NodeName node)
    {
        using var query = database.Use("SELECT id FROM instance WHERE node = ? AND EXISTS (SELECT 1 FROM inbox WHERE inbox.instance = instance.key)").Bind(node.Value);
        var instances = new List<InstanceId>();
        while (query.Step()) instances.Add(new InstanceId(query.Text(0)));
        return instances;
    }

    public static void DropStimuli(SqliteDatabase database, long instance)
    {
        using var delete = database.Use("DELETE FROM inbox WHERE instance = ? AND kind = ?").Bind(instance).Bind((int)InboxKind.Stimulus);
        delete.Run();
    }

    /// <summary>Whether something waits that makes the instance ready: commands always, stimuli unless it is paused.</summary>
    public static bool HasPending(SqliteDatabase database, long instance, bool isPaused)
    {
        using var query = database.Use("SELECT kind FROM inbox WHERE instance = ?").Bind(instance);
        while (query.Step())
            if (!isPaused || (InboxKind)query.Number(0) != InboxKind.Stimulus) return true;
        return false;
    }

    /// <summary>Makes an instance ready now, or leaves it when it was ready before.</summary>
    public static void Wake(WriteScope scope, long instance)
    {
        var now = scope.Now;
        using var update = scope.Database.Use("UPDATE instance SET ready_at = ? WHERE key = ? AND (ready_at IS NULL OR ready_at > ?)").Bind(now).Bind(instance).Bind(now);
        update.Run();
        scope.MadeReady = true;
    }
}
