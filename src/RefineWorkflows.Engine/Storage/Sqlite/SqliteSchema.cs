namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>The tables, and the way from each released version to the next.</summary>
internal static class SqliteSchema
{
    // Step n leads from version n to n + 1. A released step is never changed.
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE instance (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            definition_id TEXT NOT NULL, definition_version_id TEXT NOT NULL, definition_version INTEGER NOT NULL,
            name TEXT, correlation_id TEXT, parent_id TEXT,
            status INTEGER NOT NULL, sub_status INTEGER NOT NULL, paused INTEGER NOT NULL, incidents INTEGER NOT NULL,
            created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, finished_at INTEGER,
            last_seq INTEGER NOT NULL, ready_at INTEGER, node TEXT, lease_until INTEGER, fence INTEGER NOT NULL);
        CREATE INDEX instance_ready ON instance (ready_at) WHERE ready_at IS NOT NULL;
        CREATE INDEX instance_leased ON instance (node) WHERE node IS NOT NULL;
        CREATE INDEX instance_newest ON instance (created_at);
        CREATE INDEX instance_definition ON instance (definition_id, created_at);
        CREATE INDEX instance_version ON instance (definition_version_id);
        CREATE INDEX instance_running ON instance (definition_id) WHERE status = 0;
        CREATE INDEX instance_correlation ON instance (correlation_id, created_at) WHERE correlation_id IS NOT NULL;
        CREATE TABLE entry (
            instance INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, execution INTEGER, payload TEXT NOT NULL,
            PRIMARY KEY (instance, seq)) WITHOUT ROWID;
        CREATE TABLE snapshot (instance INTEGER PRIMARY KEY, seq INTEGER NOT NULL, state TEXT NOT NULL);
        CREATE TABLE bookmark (
            instance INTEGER NOT NULL, id TEXT NOT NULL, execution INTEGER NOT NULL, kind TEXT NOT NULL, hash TEXT NOT NULL, due_at INTEGER,
            PRIMARY KEY (instance, id)) WITHOUT ROWID;
        CREATE INDEX bookmark_match ON bookmark (kind, hash);
        CREATE TABLE inbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT, instance INTEGER NOT NULL, kind INTEGER NOT NULL, bookmark TEXT, payload TEXT NOT NULL);
        CREATE INDEX inbox_instance ON inbox (instance);
        CREATE TABLE stimulus_kept (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, hash TEXT NOT NULL, correlation_id TEXT, instance_id TEXT,
            input TEXT NOT NULL, expires_at INTEGER NOT NULL);
        CREATE INDEX stimulus_kept_match ON stimulus_kept (kind, hash);
        CREATE TABLE stimulus_seen (key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE record (
            collection TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (collection, key)) WITHOUT ROWID;
        CREATE TABLE definition (
            version_id TEXT NOT NULL UNIQUE, definition_id TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL,
            is_latest INTEGER NOT NULL, is_published INTEGER NOT NULL, is_deleted INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL, json TEXT NOT NULL);
        CREATE INDEX definition_versions ON definition (definition_id, version);
        CREATE TABLE trigger (
            definition_id TEXT NOT NULL, version_id TEXT NOT NULL, activity_id TEXT NOT NULL,
            kind TEXT NOT NULL, hash TEXT NOT NULL, payload TEXT NOT NULL);
        CREATE INDEX trigger_match ON trigger (kind, hash);
        CREATE INDEX trigger_definition ON trigger (definition_id);
        """,
        """
        CREATE INDEX instance_name ON instance (name COLLATE NOCASE, created_at);
        CREATE INDEX definition_system ON definition (version_id) WHERE json_extract(json, '$.isSystem');
        """,
        """
        ALTER TABLE inbox ADD COLUMN came_at INTEGER;
        ALTER TABLE stimulus_kept ADD COLUMN news_at INTEGER;
        """,
    ];

    /// <summary>Creates the tables of a new file or brings those of an older version up to date, in one transaction.</summary>
    /// <exception cref="StoreUnusableException">A newer version of this program has written the file.</exception>
    public static void Migrate(SqliteDatabase database)
    {
        LockPatience.Run(database, "BEGIN IMMEDIATE");
        try
        {
            database.Execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
            int version = ReadVersion(database);
            if (version > Steps.Length)
                throw new StoreUnusableException(database.Path, $"it was written by a newer version of this program (schema {version}, known up to {Steps.Length}). Use that version, or name another file.");
            if (version < Steps.Length)
            {
                foreach (string step in Steps[version..]) database.Execute(step);
                database.Execute($"DELETE FROM schema_version; INSERT INTO schema_version VALUES ({Steps.Length})");
            }

            database.Execute("COMMIT");
        }
        catch
        {
            if (database.InTransaction) database.Execute("ROLLBACK");
            throw;
        }
    }

    private static int ReadVersion(SqliteDatabase database)
    {
        using var query = database.Use("SELECT max(version) FROM schema_version");
        return query.Step() ? (int)query.Number(0) : 0;
    }
}
