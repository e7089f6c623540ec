namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>What one write works on: the connection inside its transaction, and the moment it happens at.</summary>
internal sealed class WriteScope(SqliteDatabase database, TimeProvider time)
{
    public SqliteDatabase Database { get; } = database;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whether somebody may have new work once this is committed.</summary>
    public bool MadeReady { get; set; }
}
