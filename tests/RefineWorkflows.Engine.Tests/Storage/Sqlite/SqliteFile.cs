using Microsoft.Data.Sqlite;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Storage.Sqlite;

namespace RefineWorkflows.Engine.Tests.Storage.Sqlite;

/// <summary>What is peculiar to a file that several processes share.</summary>
public sealed class SqliteFile : IDisposable
{
    private readonly TempFolder folder = new();

    private string File => Path.Combine(folder.Path, "deep", "store.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    [Fact]
    public async Task A_new_file_can_be_opened_by_many_at_once()
    {
        for (int round = 0; round < 20; round++)
        {
            string file = Path.Combine(folder.Path, $"round{round}", "store.db");
            SqliteStore[] stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SqliteStore.OpenAsync(file, TimeProvider.System, default)));
            await stores[0].CreateAsync(Some.Instance(Some.Header()), null, Some.LeaseTime, default);
            foreach (SqliteStore store in stores)
            {
                Assert.NotNull(await store.FindAsync(new InstanceId("one"), default));
                await store.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Several_stores_writing_at_once_never_hear_of_a_lock()
    {
        SqliteStore[] stores = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenAsync()));
        await Task.WhenAll(stores.SelectMany((store, s) => Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            InstanceHeader header = Some.Header($"i{s}-{caller}");
            Lease lease = (await store.CreateAsync(Some.Instance(header), new NodeName($"node-{s}"), Some.LeaseTime, default))!;
            for (int n = 2; n <= 60; n++)
            {
                await store.CommitAsync(lease, new() { Header = header, Entries = [Some.Entry(n)] }, default);
                await store.NextReadyAsync(default);
            }
        }))));

        foreach (InstanceHeader header in await stores[0].ListAsync(new(), default))
            Assert.Equal(60, (await stores[2].LoadAsync(header.Id, default))!.Entries.Count);
        foreach (SqliteStore store in stores) await store.DisposeAsync();
        Assert.Equal("ok", Query("PRAGMA integrity_check"));
        Assert.Equal("720", Query("SELECT count(*) FROM entry"));
    }

    [Fact]
    public async Task A_write_waits_while_another_process_writes_and_a_read_does_not()
    {
        await using SqliteStore store = await OpenAsync();
        await using SqliteConnection other = Connect();
        Execute(other, "BEGIN IMMEDIATE");
        Task<Lease?> write = Task.Run(() => store.CreateAsync(Some.Instance(Some.Header()), new NodeName("a"), Some.LeaseTime, default));
        Assert.Null(await store.FindAsync(new InstanceId("one"), default));
        Assert.False(write.IsCompleted);
        Execute(other, "COMMIT");
        Assert.NotNull(await write);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_untouched()
    {
        await (await OpenAsync()).DisposeAsync();
        await using (SqliteConnection other = Connect()) Execute(other, "UPDATE schema_version SET version = 999");

        StoreUnusableException refusal = await Assert.ThrowsAsync<StoreUnusableException>(OpenAsync);
        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("999", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(File, refusal.Location);
        Assert.Equal("999", Query("SELECT version FROM schema_version"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_untouched()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        string text = string.Concat(Enumerable.Repeat("This is a letter, and not a database. ", 100));
        await System.IO.File.WriteAllTextAsync(File, text);
        StoreUnusableException refusal = await Assert.ThrowsAsync<StoreUnusableException>(OpenAsync);
        Assert.Contains("damaged or no database", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task A_folder_in_place_of_the_file_is_refused()
    {
        Directory.CreateDirectory(File);
        Assert.Equal(File, (await Assert.ThrowsAsync<StoreUnusableException>(OpenAsync)).Location);
    }

    [Fact]
    public async Task Closing_lets_queued_writes_finish_and_refuses_later_ones()
    {
        SqliteStore store = await OpenAsync();
        Task[] writes = [.. Enumerable.Range(0, 50).Select(n => store.CreateAsync(Some.Instance(Some.Header($"i{n}")), null, Some.LeaseTime, default))];
        await store.DisposeAsync();
        await Task.WhenAll(writes);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.CreateAsync(Some.Instance(Some.Header("late")), null, Some.LeaseTime, default));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.FindAsync(new InstanceId("i1"), default));
        await store.DisposeAsync();
        Assert.Equal("50", Query("SELECT count(*) FROM instance"));
    }

    [Fact]
    public async Task Closing_the_last_store_leaves_one_file()
    {
        SqliteStore store = await OpenAsync();
        await store.CreateAsync(Some.Instance(Some.Header()), new NodeName("a"), Some.LeaseTime, default);
        await store.DisposeAsync();
        Assert.Equal([File], Directory.GetFiles(Path.GetDirectoryName(File)!, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_log_beside_the_file_does_not_grow_with_the_writes()
    {
        await using SqliteStore store = await OpenAsync();
        InstanceHeader header = Some.Header();
        Lease lease = (await store.CreateAsync(Some.Instance(header), new NodeName("a"), Some.LeaseTime, default))!;
        for (int n = 2; n <= 300; n++)
            await store.CommitAsync(lease, new() { Header = header, Entries = [Some.Entry(n, $"\"{new string('x', 60_000)}\"")] }, default);

        Assert.True(new FileInfo(File).Length > 12 << 20);
        Assert.InRange(new FileInfo($"{File}-wal").Length, 1, 8 << 20);
    }

    [Fact]
    public async Task Leases_of_a_node_that_is_gone_end_at_once()
    {
        await using SqliteStore survivor = await OpenAsync();
        SqliteStore dying = await OpenAsync();
        for (int n = 0; n < 3; n++) await dying.CreateAsync(Some.Instance(Some.Header($"i{n}")), new NodeName("dying"), TimeSpan.FromDays(1), default);
        Lease elder = (await dying.TryLeaseAsync(await AcceptAsync(dying, "i3"), new NodeName("dying"), TimeSpan.FromDays(1), default))!;
        Assert.Equal(0, await survivor.EndLeasesOfDeadNodesAsync(default));
        await dying.DisposeAsync();
        // What kill -9 leaves behind: the file, and no lock on it.
        string remains = Path.Combine($"{File}.nodes", "dying.lock");
        await System.IO.File.WriteAllTextAsync(remains, "");

        Assert.Equal(4, await survivor.EndLeasesOfDeadNodesAsync(default));
        Assert.False(System.IO.File.Exists(remains));
        Assert.Null(await survivor.FindOwnerAsync(elder.Instance, default));
        await Assert.ThrowsAsync<LeaseLostException>(() => survivor.CommitAsync(elder, new() { Header = Some.Header("i3"), Entries = [] }, default));
        Assert.Equal(4, (await survivor.ClaimAsync(new NodeName("survivor"), 9, Some.LeaseTime, default)).Count);
        Assert.Equal(0, await survivor.EndLeasesOfDeadNodesAsync(default));
    }

    [Fact]
    public async Task Leases_of_a_node_that_left_no_file_end_too()
    {
        SqliteStore closed = await OpenAsync();
        await closed.CreateAsync(Some.Instance(Some.Header()), new NodeName("closed"), TimeSpan.FromDays(1), default);
        await closed.DisposeAsync();
        await using SqliteStore store = await OpenAsync();
        Assert.Equal(1, await store.EndLeasesOfDeadNodesAsync(default));
        Assert.Empty(Directory.GetFiles($"{File}.nodes"));
    }

    [Fact]
    public async Task Files_of_dead_hosts_do_not_pile_up()
    {
        await (await OpenAsync()).DisposeAsync();
        Directory.CreateDirectory($"{File}.nodes");
        for (int n = 0; n < 5; n++) await System.IO.File.WriteAllTextAsync(Path.Combine($"{File}.nodes", $"dead{n}.lock"), "");
        await using SqliteStore store = await OpenAsync();
        Assert.Empty(Directory.GetFiles($"{File}.nodes"));
    }

    [Fact]
    public async Task Two_living_hosts_cannot_go_by_one_name()
    {
        await using SqliteStore first = await OpenAsync();
        await using SqliteStore second = await OpenAsync();
        var name = new NodeName("same");
        await first.ClaimAsync(name, 1, Some.LeaseTime, default);
        Assert.Equal(name, (await Assert.ThrowsAsync<NodeNameTakenException>(() => second.ClaimAsync(name, 1, Some.LeaseTime, default))).Node);
        await first.DisposeAsync();
        await second.ClaimAsync(name, 1, Some.LeaseTime, default);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a b")]
    public async Task A_node_name_that_cannot_be_a_file_name_is_refused(string name)
    {
        await using SqliteStore store = await OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => store.ClaimAsync(new NodeName(name), 1, Some.LeaseTime, default));
    }

    [Fact]
    public void The_library_in_use_says_its_version() => Assert.True(Version.Parse(SqliteLibrary.Version) >= new Version(3, 35));

    private Task<SqliteStore> OpenAsync() => SqliteStore.OpenAsync(File, TimeProvider.System, default);

    private static async Task<InstanceId> AcceptAsync(SqliteStore store, string id)
    {
        await store.CreateAsync(Some.Instance(Some.Header(id)), null, Some.LeaseTime, default);
        return new InstanceId(id);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are this file's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private string? Query(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar()?.ToString();
    }
}
