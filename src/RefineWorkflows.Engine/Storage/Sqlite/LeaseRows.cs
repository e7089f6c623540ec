namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Who owns what, and until when.</summary>
internal static class LeaseRows
{
    public static Lease? TryTake(WriteScope scope, InstanceId instance, NodeName node, TimeSpan duration)
    {
        DateTimeOffset now = scope.Now;
        using (SqliteStatement take = scope.Database.Use(
            "UPDATE instance SET node = ?, lease_until = ?, fence = fence + 1 WHERE id = ? AND (node IS NULL OR lease_until <= ?)"))
        {
            take.Bind(node.Value).Bind(now + duration).Bind(instance.Value).Bind(now).Run();
        }

        if (scope.Database.Changes == 0)
            return null;
        using SqliteStatement query = scope.Database.Use("SELECT fence FROM instance WHERE id = ?").Bind(instance.Value);
        return query.Step() ? new Lease(instance, node, query.Number(0)) : null;
    }

    public static IReadOnlyList<Lease> Claim(WriteScope scope, NodeName node, int limit, TimeSpan duration)
    {
        DateTimeOffset now = scope.Now;
        var ready = new List<(long Key, string Id, long Fence)>();
        using (SqliteStatement query = scope.Database.Use(
            "SELECT key, id, fence FROM instance WHERE ready_at IS NOT NULL AND ready_at <= ? AND (node IS NULL OR lease_until <= ?) ORDER BY ready_at LIMIT ?"))
        {
            query.Bind(now).Bind(now).Bind(limit);
            while (query.Step())
                ready.Add((query.Number(0), query.Text(1), query.Number(2)));
        }

        foreach ((long key, _, long fence) in ready)
        {
            using SqliteStatement take = scope.Database.Use("UPDATE instance SET node = ?, lease_until = ?, fence = ? WHERE key = ?");
            take.Bind(node.Value).Bind(now + duration).Bind(fence + 1).Bind(key).Run();
        }

        return [.. ready.Select(one => new Lease(new InstanceId(one.Id), node, one.Fence + 1))];
    }

    public static IReadOnlyList<InstanceId> Renew(WriteScope scope, NodeName node, TimeSpan duration)
    {
        using (SqliteStatement renew = scope.Database.Use("UPDATE instance SET lease_until = ? WHERE node = ?"))
            renew.Bind(scope.Now + duration).Bind(node.Value).Run();
        var owned = new List<InstanceId>();
        using SqliteStatement query = scope.Database.Use("SELECT id FROM instance WHERE node = ?").Bind(node.Value);
        while (query.Step())
            owned.Add(new InstanceId(query.Text(0)));
        return owned;
    }

    public static bool Release(WriteScope scope, Lease lease)
    {
        using (SqliteStatement release = scope.Database.Use("UPDATE instance SET node = NULL, lease_until = NULL WHERE id = ? AND node = ? AND fence = ?"))
            release.Bind(lease.Instance.Value).Bind(lease.Node.Value).Bind(lease.Fence).Run();
        scope.MadeReady = true;
        return scope.Database.Changes > 0;
    }

    public static IReadOnlyList<NodeName> Owners(SqliteDatabase database)
    {
        var owners = new List<NodeName>();
        using SqliteStatement query = database.Use("SELECT DISTINCT node FROM instance WHERE node IS NOT NULL");
        while (query.Step())
            owners.Add(new NodeName(query.Text(0)));
        return owners;
    }

    public static int EndAllOf(WriteScope scope, NodeName node)
    {
        using (SqliteStatement end = scope.Database.Use("UPDATE instance SET node = NULL, lease_until = NULL WHERE node = ?"))
            end.Bind(node.Value).Run();
        scope.MadeReady = true;
        return scope.Database.Changes;
    }
}
