using System.Collections.Concurrent;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Storage.Sqlite;

namespace RefineWorkflows.Engine.Tests.Storage.Sqlite;

public sealed class FullDisk
{
    private static readonly string Large = $"\"{new string('x', 50_000)}\"";

    [Fact]
    public async Task A_full_disk_refuses_the_step_whole_and_the_store_goes_on_when_there_is_room()
    {
        using var disk = new SmallDisk(megabytes: 8, taken: 5);
        string path = Path.Combine(disk.Path, "store.db");
        InstanceHeader header = Some.Header();
        int written = 1;
        await using (SqliteStore store = await SqliteStore.OpenAsync(path, TimeProvider.System, default))
        {
            Lease lease = (await store.CreateAsync(Some.Instance(header), new NodeName("a"), Some.LeaseTime, default))!;
            StorageFullException full = await Assert.ThrowsAsync<StorageFullException>(async () =>
            {
                while (true)
                {
                    await store.CommitAsync(lease, LargeStep(header, written + 1), default);
                    written++;
                }
            });

            Assert.Contains(path, full.Message, StringComparison.Ordinal);
            Assert.True(written > 10);
            await AssertWrittenAsync(store, written);
            await Assert.ThrowsAsync<StorageFullException>(() => store.CommitAsync(lease, LargeStep(header, written + 1), default));

            disk.MakeRoom();
            await store.CommitAsync(lease, LargeStep(header, ++written), default);
            await AssertWrittenAsync(store, written);
        }

        await using SqliteStore again = await SqliteStore.OpenAsync(path, TimeProvider.System, default);
        await AssertWrittenAsync(again, written);
    }

    [Fact]
    public async Task On_a_full_disk_many_writers_are_told_the_truth()
    {
        using var disk = new SmallDisk(megabytes: 8, taken: 5);
        await using SqliteStore store = await SqliteStore.OpenAsync(Path.Combine(disk.Path, "store.db"), TimeProvider.System, default);
        var acknowledged = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            for (int n = 0; ; n++)
            {
                var instance = new NewInstance(Some.Header($"i{caller}-{n}"), [Some.Entry(1, Large)], Some.Moment);
                try
                {
                    await store.CreateAsync(instance, null, Some.LeaseTime, default);
                    acknowledged.Add(instance.Header.Id.Value);
                }
                catch (StorageFullException)
                {
                    return;
                }
            }
        })));

        IReadOnlyList<InstanceHeader> stored = await store.ListAsync(new() { Limit = 1000 }, default);
        Assert.NotEmpty(stored);
        Assert.Equal(acknowledged.Order(), stored.Select(header => header.Id.Value).Order());
    }

    private static BurstCommit LargeStep(InstanceHeader header, int sequence) => new()
    {
        Header = header,
        Entries = [Some.Entry(sequence, Large)],
        Records = [new("runs", $"{sequence:0000}", Some.Json("{}"))],
    };

    private static async Task AssertWrittenAsync(SqliteStore store, int entries)
    {
        Assert.Equal(entries, (await store.LoadAsync(new InstanceId("one"), default))!.Entries.Count);
        Assert.Equal(entries - 1, (await store.ListRecordsAsync("runs", "", descending: false, 1000, default)).Count);
    }
}
