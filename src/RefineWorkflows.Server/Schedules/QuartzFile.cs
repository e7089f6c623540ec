using System.Data.Common;
using Microsoft.Data.Sqlite;
using RefineWorkflows.Engine.Storage.Sqlite;

namespace RefineWorkflows.Server.Schedules;

/// <summary>Connections to Quartz's own database file. Its rows may be lost with the power: schedules are put in again at every start.</summary>
internal sealed class QuartzFile : DbProviderFactory
{
    public static readonly QuartzFile Factory = new();

    /// <summary>Makes the file one that readers and a writer share.</summary>
    public static void Prepare(string connectionString)
    {
        SqliteLibrary.Load();
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL";
        command.ExecuteNonQuery();
    }

    public override DbConnection CreateConnection() => new QuickConnection();

    public override DbCommand CreateCommand() => new SqliteCommand();

    public override DbParameter CreateParameter() => new SqliteParameter();

    private sealed class QuickConnection : SqliteConnection
    {
        public override void Open()
        {
            base.Open();
            using SqliteCommand command = CreateCommand();
            command.CommandText = "PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=10000";
            command.ExecuteNonQuery();
        }
    }
}
