namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>Versions of definitions, their flags and the triggers of the published ones.</summary>
internal static class DefinitionTable
{
    internal const string Columns = "version_id, definition_id, version, name, is_latest, is_published, created_at, json";
    private const string TriggerColumns = "definition_id, version_id, activity_id, kind, hash, payload";

    public static void Save(SqliteDatabase database, StoredDefinition definition, IReadOnlyList<TriggerRow> triggers)
    {
        if (definition.IsLatest) Run(database, "UPDATE definition SET is_latest = 0 WHERE definition_id = ?", definition.DefinitionId);
        if (definition.IsPublished) Run(database, "UPDATE definition SET is_published = 0 WHERE definition_id = ?", definition.DefinitionId);
        Upsert(database, definition);
        SettleLatest(database, definition.DefinitionId);
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
        using var query = database.Use($"SELECT {TriggerColumns} FROM trigger WHERE kind = ? AND hash = ? ORDER BY rowid").Bind(kind).Bind(hash);
        return ReadTriggers(query);
    }

    public static IReadOnlyList<TriggerRow> ListTriggers(SqliteDatabase database, string kind)
    {
        using var query = database.Use($"SELECT {TriggerColumns} FROM trigger WHERE kind = ? ORDER BY definition_id, activity_id, rowid").Bind(kind);
        return ReadTriggers(query);
    }

    public static int HighestVersion(SqliteDatabase database, string definitionId)
    {
        using var query = database.Use("SELECT coalesce(max(version), 0) FROM definition WHERE definition_id = ?").Bind(definitionId);
        return query.Step() ? (int)query.Number(0) : 0;
    }

    public static bool IsInUse(SqliteDatabase database, string versionId)
    {
        // A drawing names the versions that it uses as activities; a name that stands there for something else only keeps more.
        using var query = database.Use(
            """
            SELECT EXISTS (SELECT 1 FROM instance WHERE definition_version_id = ?1)
            OR EXISTS (SELECT 1 FROM definition WHERE version_id <> ?1 AND instr(json, '"' || ?1 || '"') > 0)
            """).Bind(versionId);
        return query.Step() && query.Flag(0);
    }

    public static int Delete(SqliteDatabase database, IReadOnlyCollection<string> versionIds)
    {
        int deleted = 0;
        foreach (string versionId in versionIds)
        {
            if (Find(database, $"SELECT {Columns} FROM definition WHERE version_id = ? AND NOT is_deleted", versionId) is not { } version)
                continue;
            deleted++;
            Run(database, IsInUse(database, versionId)
                ? "UPDATE definition SET is_deleted = 1, is_latest = 0, is_published = 0 WHERE version_id = ?"
                : "DELETE FROM definition WHERE version_id = ?", versionId);
            Run(database, "DELETE FROM trigger WHERE version_id = ?", versionId);
            SettleLatest(database, version.DefinitionId);
        }

        return deleted;
    }

    /// <summary>A definition with versions always has a latest one.</summary>
    private static void SettleLatest(SqliteDatabase database, string definitionId) => Run(
        database,
        """
        UPDATE definition SET is_latest = 1
        WHERE rowid = (SELECT rowid FROM definition WHERE definition_id = ?1 AND NOT is_deleted ORDER BY version DESC LIMIT 1)
        AND NOT EXISTS (SELECT 1 FROM definition WHERE definition_id = ?1 AND is_latest)
        """,
        definitionId);

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
        using var insert = database.Use($"INSERT INTO trigger ({TriggerColumns}) VALUES (?, ?, ?, ?, ?, ?)");
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

    internal static StoredDefinition Read(SqliteStatement row) =>
        new(row.Text(0), row.Text(1), (int)row.Number(2), row.Text(3), row.Flag(4), row.Flag(5), row.Moment(6), row.Text(7));

    private static List<TriggerRow> ReadTriggers(SqliteStatement query)
    {
        var triggers = new List<TriggerRow>();
        while (query.Step()) triggers.Add(new TriggerRow(query.Text(0), query.Text(1), query.Text(2), query.Text(3), query.Text(4), query.Utf8(5)));
        return triggers;
    }
}
