using System.Text.Json;

namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>A query for instances as SQL over the header's columns. Lists never read a journal.</summary>
internal sealed class InstanceList
{
    // One text for lists of every length, and few texts in all: prepared statements are kept.
    private readonly List<string> where = [];
    private readonly List<Action<SqliteStatement>> bindings = [];

    private InstanceList(InstanceQuery query)
    {
        Equal("definition_id", query.DefinitionId);
        Equal("definition_version_id", query.DefinitionVersionId);
        Equal("correlation_id", query.CorrelationId);
        if (query.DefinitionVersion is { } version) Add("definition_version = ?", row => row.Bind((long)version));
        if (query.Status is { } status) Add("status = ?", row => row.Bind((long)status));
        if (query.SubStatus is { } subStatus) Add("sub_status = ?", row => row.Bind((long)subStatus));
        AnyOf("definition_id", query.DefinitionIds);
        AnyOf("status", [.. query.Statuses.Select(one => (int)one)]);
        AnyOf("sub_status", [.. query.SubStatuses.Select(one => (int)one)]);
        if (query.HasIncidents is { } incidents) where.Add(incidents ? "incidents > 0" : "incidents = 0");
        if (query.IsSystem is { } system) where.Add($"definition_version_id {(system ? "" : "NOT ")}IN (SELECT version_id FROM definition WHERE json_extract(json, '$.isSystem'))");
        Within("created_at", query.Created);
        Within("updated_at", query.Updated);
        Within("finished_at", query.Finished);
        Containing(query.Search);
    }

    public static IReadOnlyList<InstanceHeader> Read(SqliteDatabase database, InstanceQuery query)
    {
        var list = new InstanceList(query);
        if (query.After is { } after) list.ComeAfter(database, query, after);
        using var rows = list.Bound(database, list.PageOf(query));
        rows.Bind((long)query.Limit).Bind((long)query.Skip);
        var headers = new List<InstanceHeader>();
        while (rows.Step()) headers.Add(InstanceTable.ReadHeader(rows));
        return headers;
    }

    public static int Count(SqliteDatabase database, InstanceQuery query)
    {
        var list = new InstanceList(query);
        using var count = list.Bound(database, $"SELECT count(*) FROM instance{list.Filter}");
        return count.Step() ? (int)count.Number(0) : 0;
    }

    /// <summary>The statement that reads a page.</summary>
    internal static string TextOf(InstanceQuery query) => new InstanceList(query).PageOf(query);

    private string Filter => where.Count == 0 ? "" : $" WHERE {string.Join(" AND ", where)}";

    private string PageOf(InstanceQuery query)
    {
        string direction = query.Descending ? "DESC" : "ASC";
        string order = query.Order switch
        {
            InstanceOrder.Updated => $"updated_at {direction}, ",
            InstanceOrder.Finished => $"finished_at {direction}, ",
            InstanceOrder.Name => $"name COLLATE NOCASE {direction}, ",
            _ => "",
        };
        return $"SELECT {InstanceTable.HeaderColumns} FROM instance{Filter} ORDER BY {order}created_at {direction}, key {direction} LIMIT ? OFFSET ?";
    }

    private void Add(string condition, Action<SqliteStatement> bind)
    {
        where.Add(condition);
        bindings.Add(bind);
    }

    private void Equal(string column, string? value)
    {
        if (value is not null) Add($"{column} = ?", row => row.Bind(value));
    }

    private void AnyOf<T>(string column, IReadOnlyList<T> values)
    {
        if (values.Count > 0) Add($"{column} IN (SELECT value FROM json_each(?))", row => row.Bind(JsonSerializer.Serialize(values)));
    }

    private void Within(string column, MomentRange? range)
    {
        if (range is null) return;
        Add($"{column} BETWEEN ? AND ?", row => row.Bind(range.From).Bind(range.To));
        if (range.Except.Count > 0)
            Add($"{column} NOT IN (SELECT value FROM json_each(?))", row => row.Bind(JsonSerializer.Serialize(range.Except.Select(one => one.UtcTicks))));
    }

    private void Containing(string? search)
    {
        if (string.IsNullOrWhiteSpace(search)) return;
        string pattern = $"%{search.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        // In one text, so that a row is matched once. Parts are kept apart by a character that nobody types.
        Add(
            "id || char(31) || definition_id || char(31) || definition_version_id || char(31) || coalesce(correlation_id, '') || char(31) || coalesce(name, '') LIKE ? ESCAPE '\\'",
            row => row.Bind(pattern));
    }

    private void ComeAfter(SqliteDatabase database, InstanceQuery query, InstanceId after)
    {
        if (query is not { Order: InstanceOrder.Created, Descending: true })
            throw new ArgumentException("A list goes on after an instance only when it is ordered newest first; leave out a number of instances otherwise.", nameof(query));
        if (InstanceTable.FindKey(database, after) is null)
            throw new ArgumentException($"The list cannot go on after instance {after}: there is no such instance any more. Start again from the first page.", nameof(query));
        Add("(created_at, key) < (SELECT created_at, key FROM instance WHERE id = ?)", row => row.Bind(after.Value));
    }

    private SqliteStatement Bound(SqliteDatabase database, string sql)
    {
        SqliteStatement statement = database.Use(sql);
        foreach (var bind in bindings) bind(statement);
        return statement;
    }
}
