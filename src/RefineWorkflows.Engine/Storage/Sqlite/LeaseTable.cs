namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Who owns which instance until when. The fence of an instance only ever grows.</summary>
internal static class LeaseTable
{
    private const string IsFree = "(node IS NULL OR lease_until <= ?)";

    public static int CountReady(SqliteDatabase database, DateTimeOffset now)
    {
        using var query = database.Use($"SELECT count(*) FROM instance WHERE ready_at <= ? AND {IsFree}").Bind(now).Bind(now);
        return query.Step() ? (int)query.Number(0) : 0;
    }

    public static Lease? TryLease(WriteScope scope, InstanceId instance, NodeName node, TimeSpan duration)
    {
        long key, fence;
        using (var query = scope.Database.Use($"SELECT key, fence FROM instance WHERE id = ? AND {IsFree}"))
        {
            query.Bind(instance.Value).Bind(scope.Now);
            if (!query.Step()) return null;
            key = query.Number(0);
            fence = query.Number(1);
        }

        return Give(scope, key, new Lease(instance, node, fence + 1), duration);
    }

    public static IReadOnlyList<Lease> Claim(WriteScope scope, NodeName node, int limit, TimeSpan duration)
    {
        var found = new List<(long Key, Lease Lease)>();
        using (var query = scope.Database.Use($"SELECT key, id, fence FROM instance WHERE ready_at <= ? AND {IsFree} ORDER BY ready_at, key LIMIT ?"))
        {
            var now = scope.Now;
            query.Bind(now).Bind(now).Bind(limit);
            while (query.Step()) found.Add((query.Number(0), new Lease(new InstanceId(query.Text(1)), node, query.Number(2) + 1)));
        }

        return found.ConvertAll(row => Give(scope, row.Key, row.Lease, duration));
    }

    public static bool AnyReady(SqliteDatabase database, DateTimeOffset now)
    {
        using var query = database.Use($"SELECT 1 FROM instance WHERE ready_at <= ? AND {IsFree} LIMIT 1").Bind(now).Bind(now);
        return query.Step();
    }

    public static DateTimeOffset? NextReady(SqliteDatabase database, DateTimeOffset now, IReadOnlyList<string> own)
    {
        DateTimeOffset? next = null;
        using (var free = database.Use($"SELECT ready_at FROM instance WHERE ready_at IS NOT NULL AND {IsFree} ORDER BY ready_at LIMIT 1").Bind(now))
            if (free.Step()) next = free.Moment(0);

        using var leased = database.Use("SELECT node, max(ready_at, lease_until) FROM instance WHERE node IS NOT NULL AND lease_until > ? AND ready_at IS NOT NULL").Bind(now);
        while (leased.Step())
        {
            if (own.Contains(leased.Text(0))) continue;
            var end = leased.Moment(1);
            if (next is null || end < next) next = end;
        }

        return next;
    }

    public static IReadOnlyList<InstanceId> Renew(WriteScope scope, NodeName node, TimeSpan duration)
    {
        using var update = scope.Database.Use("UPDATE instance SET lease_until = ? WHERE node = ? RETURNING id").Bind(scope.Now + duration).Bind(node.Value);
        var owned = new List<InstanceId>();
        while (update.Step()) owned.Add(new InstanceId(update.Text(0)));
        return owned;
    }

    public static bool Release(WriteScope scope, Lease lease)
    {
        using var update = scope.Database.Use("UPDATE instance SET node = NULL, lease_until = NULL WHERE id = ? AND node = ? AND fence = ? RETURNING ready_at");
        update.Bind(lease.Instance.Value).Bind(lease.Node.Value).Bind(lease.Fence);
        bool released = false;
        while (update.Step())
        {
            released = true;
            scope.MadeReady |= !update.IsNull(0);
        }

        return released;
    }

    public static IReadOnlyList<string> Owners(SqliteDatabase database)
    {
        using var query = database.Use("SELECT DISTINCT node FROM instance WHERE node IS NOT NULL");
        var nodes = new List<string>();
        while (query.Step()) nodes.Add(query.Text(0));
        return nodes;
    }

    /// <summary>Ends all leases of a node that is gone. The owner's name goes too: a fence alone would still let it write.</summary>
    public static int End(WriteScope scope, string node)
    {
        using (var update = scope.Database.Use("UPDATE instance SET node = NULL, lease_until = NULL WHERE node = ?").Bind(node)) update.Run();
        int ended = scope.Database.Changes;
        scope.MadeReady |= ended > 0;
        return ended;
    }

    public static NodeName? FindOwner(SqliteDatabase database, InstanceId instance, DateTimeOffset now)
    {
        using var query = database.Use("SELECT node FROM instance WHERE id = ? AND node IS NOT NULL AND lease_until > ?").Bind(instance.Value).Bind(now);
        return query.Step() ? new NodeName(query.Text(0)) : null;
    }

    private static Lease Give(WriteScope scope, long key, Lease lease, TimeSpan duration)
    {
        using var update = scope.Database.Use("UPDATE instance SET node = ?, lease_until = ?, fence = ? WHERE key = ?");
        update.Bind(lease.Node.Value).Bind(scope.Now + duration).Bind(lease.Fence).Bind(key).Run();
        return lease;
    }
}
