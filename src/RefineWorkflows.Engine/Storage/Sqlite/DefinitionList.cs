using System.Text;
using System.Text.Json;

namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>A query for definition versions as SQL.</summary>
internal sealed class DefinitionList
{
    private readonly StringBuilder _where = new();
    private readonly List<string> _texts = [];

    private DefinitionList(DefinitionQuery query)
    {
        _where.Append(query.VersionIds is null ? "NOT is_deleted" : "TRUE");
        _where.Append(query.Versions switch
        {
            VersionSelection.Draft => " AND NOT is_published",
            VersionSelection.Latest => " AND is_latest",
            VersionSelection.Published => " AND is_published",
            VersionSelection.LatestOrPublished => " AND (is_latest OR is_published)",
            VersionSelection.LatestAndPublished => " AND is_latest AND is_published",
            _ => "",
        });
        if (query.Version is { } number) _where.Append(System.Globalization.CultureInfo.InvariantCulture, $" AND version = {number}");
        if (query.Name is not null)
        {
            _where.Append(" AND name = ? COLLATE NOCASE");
            _texts.Add(query.Name);
        }

        AnyOf("definition_id", query.DefinitionIds);
        AnyOf("version_id", query.VersionIds);
        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            string pattern = $"%{query.Search.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            _where.Append(" AND (");
            _where.AppendJoin(" OR ", new[] { "name", "json_extract(json, '$.description')", "version_id", "definition_id" }.Select(column => $"{column} LIKE ? ESCAPE '\\'"));
            _where.Append(')');
            _texts.AddRange(Enumerable.Repeat(pattern, 4));
        }
    }

    public static DefinitionPage Read(SqliteDatabase database, DefinitionQuery query)
    {
        var list = new DefinitionList(query);
        string direction = query.Descending ? "DESC" : "ASC";
        string order = query.Order switch
        {
            DefinitionOrder.Created => $"created_at {direction}",
            DefinitionOrder.Version => $"version {direction}",
            _ => $"name COLLATE NOCASE {direction}",
        };
        using var count = list.Bound(database, $"SELECT count(*) FROM definition WHERE {list._where}");
        int total = count.Step() ? (int)count.Number(0) : 0;
        using var rows = list.Bound(database, $"SELECT {DefinitionTable.Columns} FROM definition WHERE {list._where} ORDER BY {order}, version_id LIMIT ? OFFSET ?");
        rows.Bind(query.Take ?? -1L).Bind((long)query.Skip);
        var items = new List<StoredDefinition>();
        while (rows.Step()) items.Add(DefinitionTable.Read(rows));
        return new DefinitionPage(items, total);
    }

    private void AnyOf(string column, IReadOnlyList<string>? values)
    {
        if (values is null) return;
        // One statement for lists of every length: prepared statements are kept.
        _where.Append(System.Globalization.CultureInfo.InvariantCulture, $" AND {column} IN (SELECT value FROM json_each(?))");
        _texts.Add(JsonSerializer.Serialize(values));
    }

    private SqliteStatement Bound(SqliteDatabase database, string sql)
    {
        SqliteStatement statement = database.Use(sql);
        foreach (string text in _texts) statement.Bind(text);
        return statement;
    }
}
