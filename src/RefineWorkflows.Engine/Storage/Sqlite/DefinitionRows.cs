namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Rows of definition versions and their triggers.</summary>
internal static class DefinitionRows
{
    public const string Columns = "version_id, definition_id, version, name, is_latest, is_published, created_at, json";

    public static StoredDefinition Read(SqliteStatement row)
        => new(row.Text(0), row.Text(1), (int)row.Number(2), row.Text(3), row.Flag(4), row.Flag(5), row.Moment(6), row.Text(7));

    public static StoredDefinition? First(SqliteStatement query)
    {
        using (query)
            return query.Step() ? Read(query) : null;
    }

    public static void Save(SqliteDatabase database, StoredDefinition definition, IReadOnlyList<TriggerRow> triggers)
    {
        if (definition.IsLatest)
            ClearFlag(database, "is_latest", definition.DefinitionId);
        if (definition.IsPublished)
            ClearFlag(database, "is_published", definition.DefinitionId);
        using (SqliteStatement put = database.Use(
            $"""
            INSERT INTO definition ({Columns}) VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (version_id) DO UPDATE SET definition_id = excluded.definition_id, version = excluded.version,
                name = excluded.name, is_latest = excluded.is_latest, is_published = excluded.is_published, json = excluded.json
            """))
        {
            put.Bind(definition.VersionId).Bind(definition.DefinitionId).Bind(definition.Version).Bind(definition.Name)
                .Bind(definition.IsLatest).Bind(definition.IsPublished).Bind(definition.CreatedAt).Bind(definition.Json).Run();
        }

        if (!definition.IsPublished)
            return;
        using (SqliteStatement forget = database.Use("DELETE FROM trigger WHERE definition_id = ?"))
            forget.Bind(definition.DefinitionId).Run();
        foreach (TriggerRow trigger in triggers)
        {
            using SqliteStatement insert = database.Use("INSERT INTO trigger (definition_id, version_id, activity_id, kind, hash, payload) VALUES (?,?,?,?,?,?)");
            insert.Bind(trigger.DefinitionId).Bind(trigger.VersionId).Bind(trigger.ActivityId).Bind(trigger.Kind).Bind(trigger.Hash).Bind(trigger.Payload.Span).Run();
        }
    }

    public static IReadOnlyList<TriggerRow> Triggers(SqliteDatabase database, string kind, string hash)
    {
        var triggers = new List<TriggerRow>();
        using SqliteStatement query = database.Use("SELECT definition_id, version_id, activity_id, kind, hash, payload FROM trigger WHERE kind = ? AND hash = ? ORDER BY rowid").Bind(kind).Bind(hash);
        while (query.Step())
            triggers.Add(new TriggerRow(query.Text(0), query.Text(1), query.Text(2), query.Text(3), query.Text(4), query.Utf8(5)));
        return triggers;
    }

    private static void ClearFlag(SqliteDatabase database, string flag, string definitionId)
    {
        using SqliteStatement clear = database.Use($"UPDATE definition SET {flag} = 0 WHERE definition_id = ? AND {flag} <> 0");
        clear.Bind(definitionId).Run();
    }
}
