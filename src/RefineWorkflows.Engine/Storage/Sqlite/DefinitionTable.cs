namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Versions of definitions, their flags and the triggers of the published ones.</summary>
internal static class DefinitionTable
{
    private const string Columns = "version_id, definition_id, version, name, is_latest, is_published, created_at, json";

    public static void Save(SqliteDatabase database, StoredDefinition definition, IReadOnlyList<TriggerRow> triggers)
    {
        if (definition.IsLatest) Run(database, "UPDATE definition SET is_latest = 0 WHERE definition_id = ?", definition.DefinitionId);
        if (definition.IsPublished) Run(database, "UPDATE definition SET is_published = 0 WHERE definition_id = ?", definition.DefinitionId);
        Upsert(database, definition);
        Run(
            database,
            """
            UPDATE definition SET is_latest = 1 WHERE rowid = (SELECT rowid FROM definition WHERE definition_id = ?1 ORDER BY version DESC LIMIT 1)
            AND NOT EXISTS (SELECT 1 FROM definition WHERE definition_id = ?1 AND is_latest)
            """,
            definition.DefinitionId);
        if (definition.IsPublished || Find(database, $"SELECT {Columns} FROM definition WHERE definition_id = ? AND is_published", definition.DefinitionId) is null)
            Run(database, "DELETE FROM trigger WHERE definition_id = ?", definition.DefinitionId);
        if (definition.IsPublished) foreach (var trigger in triggers) Add(database, trigger);
    }

    public static StoredDefinition? FindVersion(SqliteDatabase database, string versionId) =>
        Find(database, $"SELECT {Columns} FROM definition WHERE version_id = ?", versionId);

    public static StoredDefinition? FindPublished(SqliteDatabase database, string definitionId) =>
        Find(database, $"SELECT {Columns} FROM definition WHERE definition_id = ? AND is_published", definitionId);

    public static StoredDefinition? FindLatest(SqliteDatabase database, string definitionId) =>
        Find(database, $"SELECT {Columns} FROM definition WHERE definition_id = ? AND is_latest", definitionId);

    public static IReadOnlyList<StoredDefinition> ListLatest(SqliteDatabase database)
    {
        using var query = database.Use($"SELECT {Columns} FROM definition WHERE is_latest ORDER BY name, definition_id");
        var definitions = new List<StoredDefinition>();
        while (query.Step()) definitions.Add(Read(query));
        return definitions;
    }

    public static IReadOnlyList<TriggerRow> FindTriggers(SqliteDatabase database, string kind, string hash)
    {
        using var query = database.Use("SELECT definition_id, version_id, activity_id, kind, hash, payload FROM trigger WHERE kind = ? AND hash = ? ORDER BY rowid").Bind(kind).Bind(hash);
        var triggers = new List<TriggerRow>();
        while (query.Step()) triggers.Add(new TriggerRow(query.Text(0), query.Text(1), query.Text(2), query.Text(3), query.Text(4), query.Utf8(5)));
        return triggers;
    }

    private static void Upsert(SqliteDatabase database, StoredDefinition definition)
    {
        using var upsert = database.Use(
            $"""
            INSERT INTO definition ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (version_id) DO UPDATE SET
            definition_id = excluded.definition_id, version = excluded.version, name = excluded.name,
            is_latest = excluded.is_latest, is_published = excluded.is_published, json = excluded.json
            """);
        upsert.Bind(definition.VersionId).Bind(definition.DefinitionId).Bind(definition.Version).Bind(definition.Name)
            .Bind(definition.IsLatest).Bind(definition.IsPublished).Bind(definition.CreatedAt).Bind(definition.Json).Run();
    }

    private static void Add(SqliteDatabase database, TriggerRow trigger)
    {
        using var insert = database.Use("INSERT INTO trigger (definition_id, version_id, activity_id, kind, hash, payload) VALUES (?, ?, ?, ?, ?, ?)");
        insert.Bind(trigger.DefinitionId).Bind(trigger.VersionId).Bind(trigger.ActivityId).Bind(trigger.Kind).Bind(trigger.Hash).Bind(trigger.Payload.Span).Run();
    }

    private static StoredDefinition? Find(SqliteDatabase database, string sql, string value)
    {
        using var query = database.Use(sql).Bind(value);
        return query.Step() ? Read(query) : null;
    }

    private static void Run(SqliteDatabase database, string sql, string value)
    {
        using var statement = database.Use(sql).Bind(value);
        statement.Run();
    }

    private static StoredDefinition Read(SqliteStatement row) =>
        new(row.Text(0), row.Text(1), (int)row.Number(2), row.Text(3), row.Flag(4), row.Flag(5), row.Moment(6), row.Text(7));
}
