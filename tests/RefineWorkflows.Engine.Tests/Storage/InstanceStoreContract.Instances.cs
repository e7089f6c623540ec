using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Tests.Storage;

public abstract partial class InstanceStoreContract
{
    [Fact]
    public async Task An_instance_comes_back_as_it_was_accepted()
    {
        InstanceHeader header = Some.Header("one", correlation: "c") with
        {
            Status = InstanceStatus.Finished, SubStatus = InstanceSubStatus.Faulted, IsPaused = true, FinishedAt = Some.Moment.AddTicks(3),
        };
        await Store.CreateAsync(Some.Instance(header, entries: 3), null, Some.LeaseTime, default);

        StoredInstance stored = Assert.IsType<StoredInstance>(await Store.LoadAsync(header.Id, default));
        Assert.Equal(header, stored.Header);
        Assert.Equal(header, await Store.FindAsync(header.Id, default));
        Assert.Null(stored.Snapshot);
        Assert.Empty(stored.Inbox);
        AssertSame(Some.Entries(1, 3), stored.Entries);
    }

    [Fact]
    public async Task A_moment_with_an_offset_comes_back_as_the_same_instant()
    {
        DateTimeOffset there = Some.Moment.ToOffset(TimeSpan.FromHours(5.5));
        await Store.CreateAsync(Some.Instance(Some.Header(createdAt: there)), null, Some.LeaseTime, default);

        Assert.Equal(Some.Moment, (await Store.FindAsync(new InstanceId("one"), default))!.CreatedAt);
    }

    [Fact]
    public async Task What_does_not_exist_is_null_or_empty()
    {
        var nobody = new InstanceId("nobody");
        Assert.Null(await Store.LoadAsync(nobody, default));
        Assert.Null(await Store.FindAsync(nobody, default));
        Assert.Null(await Store.FindOwnerAsync(nobody, default));
        Assert.Null(await Store.TryLeaseAsync(nobody, A, Some.LeaseTime, default));
        Assert.Empty(await Store.ReadInboxAsync(nobody, default));
        Assert.Empty(await Store.ReadBookmarksAsync(nobody, default));
        Assert.Empty(await Store.ReadEntriesAsync(nobody, 0, 10, default));
        Assert.False(await Store.SendAsync(nobody, InboxKind.Cancel, default, default));
        Assert.False(await Store.DeleteAsync(nobody, default));
    }

    [Fact]
    public async Task Creating_an_instance_again_writes_nothing()
    {
        Lease first = await StartAsync(Some.Header());
        Assert.Null(await Store.CreateAsync(new NewInstance(Some.Header() with { Name = "Other" }, Some.Entries(1, 5), Some.Moment), B, Some.LeaseTime, default));

        StoredInstance stored = (await Store.LoadAsync(first.Instance, default))!;
        Assert.Equal("A name", stored.Header.Name);
        Assert.Single(stored.Entries);
        Assert.Equal(A, await Store.FindOwnerAsync(first.Instance, default));
    }

    [Fact]
    public async Task An_instance_is_accepted_once_however_many_race()
    {
        IInstanceStore second = await SecondAsync();
        Lease?[] leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
            (n % 2 == 0 ? Store : second).CreateAsync(Some.Instance(Some.Header()), n % 2 == 0 ? A : B, Some.LeaseTime, default))));

        Assert.Single(leases, lease => lease is not null);
        Assert.Single((await Store.LoadAsync(new InstanceId("one"), default))!.Entries);
    }

    [Fact]
    public async Task The_first_entries_begin_with_one()
    {
        var gap = new NewInstance(Some.Header(), Some.Entries(2, 3), Some.Moment);
        await Assert.ThrowsAsync<JournalGapException>(() => Store.CreateAsync(gap, null, Some.LeaseTime, default));
        Assert.Null(await Store.FindAsync(gap.Header.Id, default));
    }

    [Fact]
    public async Task Loading_gives_the_newest_snapshot_and_what_came_after_it()
    {
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        await Store.CommitAsync(lease, new() { Header = header, Entries = Some.Entries(2, 4), Snapshot = new Snapshot(4, Some.Json("""{"old":1}""")) }, default);
        await Store.CommitAsync(lease, new() { Header = header, Entries = Some.Entries(5, 7), Snapshot = new Snapshot(7, Some.Json("""{"new":1}""")) }, default);
        await Store.CommitAsync(lease, new() { Header = header, Entries = Some.Entries(8, 9) }, default);

        StoredInstance stored = (await Store.LoadAsync(lease.Instance, default))!;
        Assert.Equal(7, stored.Snapshot!.Sequence);
        Assert.Equal("""{"new":1}"""u8.ToArray(), stored.Snapshot.State.ToArray());
        AssertSame(Some.Entries(8, 9), stored.Entries);
    }

    [Fact]
    public async Task Entries_are_read_in_order_page_by_page()
    {
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        await Store.CommitAsync(lease, new() { Header = header, Entries = Some.Entries(2, 12), Snapshot = new Snapshot(12, Some.Json("{}")) }, default);

        AssertSame(Some.Entries(1, 5), await Store.ReadEntriesAsync(lease.Instance, 0, 5, default));
        AssertSame(Some.Entries(6, 12), await Store.ReadEntriesAsync(lease.Instance, 5, 100, default));
        Assert.Empty(await Store.ReadEntriesAsync(lease.Instance, 12, 5, default));
    }

    [Fact]
    public async Task An_entry_may_be_empty_or_large()
    {
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        EncodedEntry[] entries = [Some.Entry(2, ""), Some.Entry(3, $"\"{new string('x', 300_000)}\"")];
        await Store.CommitAsync(lease, new() { Header = header, Entries = entries }, default);

        AssertSame(entries, await Store.ReadEntriesAsync(lease.Instance, 1, 10, default));
    }

    [Fact]
    public async Task Instances_are_listed_newest_first_and_by_what_is_asked()
    {
        for (int n = 0; n < 6; n++)
        {
            InstanceHeader header = Some.Header($"i{n}", n % 2 == 0 ? "even" : "odd", n < 3 ? "low" : null, Some.Moment.AddMinutes(n)) with
            {
                Status = n == 5 ? InstanceStatus.Finished : InstanceStatus.Running, SubStatus = n == 5 ? InstanceSubStatus.Cancelled : InstanceSubStatus.Suspended,
            };
            await Store.CreateAsync(Some.Instance(header), null, Some.LeaseTime, default);
        }

        Assert.Equal(["i5", "i4", "i3", "i2", "i1", "i0"], await ListAsync(new()));
        Assert.Equal(["i4", "i2", "i0"], await ListAsync(new() { DefinitionId = "even" }));
        Assert.Equal(["i2", "i1", "i0"], await ListAsync(new() { CorrelationId = "low" }));
        Assert.Equal(["i5"], await ListAsync(new() { Status = InstanceStatus.Finished }));
        Assert.Equal(["i4", "i3", "i2", "i1", "i0"], await ListAsync(new() { SubStatus = InstanceSubStatus.Suspended }));
        Assert.Equal(["i1"], await ListAsync(new() { DefinitionId = "odd", CorrelationId = "low", Status = InstanceStatus.Running, SubStatus = InstanceSubStatus.Suspended }));
        Assert.Equal(["i3", "i2"], await ListAsync(new() { After = new InstanceId("i4"), Limit = 2 }));
        Assert.Equal(["i2", "i0"], await ListAsync(new() { DefinitionId = "even", After = new InstanceId("i4") }));
    }

    [Fact]
    public async Task Pages_leave_nothing_out_when_moments_are_equal()
    {
        for (int n = 0; n < 7; n++) await AcceptAsync($"same{n}");
        var seen = new List<string>();
        InstanceId? after = null;
        while (await ListAsync(new() { After = after, Limit = 2 }) is { Length: > 0 } page)
        {
            seen.AddRange(page);
            after = new InstanceId(page[^1]);
        }

        Assert.Equal(Enumerable.Range(0, 7).Select(n => $"same{n}"), seen.Order());
    }

    [Fact]
    public async Task A_list_refuses_a_bad_limit_and_a_page_after_nobody()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListAsync(new() { Limit = 0 }, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListAsync(new() { Limit = 1001 }, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ListAsync(new() { After = new InstanceId("gone") }, default));
    }

    [Fact]
    public async Task A_deleted_instance_leaves_nothing_but_records_of_the_domain()
    {
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        await Store.CommitAsync(lease, Step(header, Some.Bookmark("b")) with { Snapshot = new Snapshot(2, Some.Json("{}")), Records = [new("runs", "r", Some.Json("{}"))] }, default);
        await Store.SendAsync(lease.Instance, InboxKind.Pause, default, default);
        Assert.False(await Store.DeleteAsync(lease.Instance, default));

        await Store.ReleaseAsync(lease, default);
        Assert.True(await Store.DeleteAsync(lease.Instance, default));
        Assert.Null(await Store.LoadAsync(lease.Instance, default));
        Assert.NotNull(await Store.FindRecordAsync("runs", "r", default));
        Assert.Empty((await Store.DeliverAsync(Some.Stimulus("k"), default)).Resumed);
        await Assert.ThrowsAsync<LeaseLostException>(() => Store.CommitAsync(lease, Step(header), default));

        await AcceptAsync("one");
        StoredInstance again = (await Store.LoadAsync(lease.Instance, default))!;
        Assert.Null(again.Snapshot);
        Assert.Single(again.Entries);
        Assert.Empty(again.Inbox);
    }

    [Fact]
    public async Task An_instance_can_be_deleted_once_its_lease_has_run_out()
    {
        await StartAsync(Some.Header());
        Time.Advance(Some.LeaseTime);
        Assert.True(await Store.DeleteAsync(new InstanceId("one"), default));
    }

    [Fact]
    public async Task A_cancelled_call_writes_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CreateAsync(Some.Instance(Some.Header()), A, Some.LeaseTime, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.LoadAsync(new InstanceId("one"), cancelled));
        Assert.Null(await Store.FindAsync(new InstanceId("one"), default));
    }

    [Fact]
    public async Task Another_process_sees_what_was_written()
    {
        IInstanceStore second = await SecondAsync();
        Lease lease = await StartAsync(Some.Header());
        Assert.Equal(Some.Header(), await second.FindAsync(lease.Instance, default));
        Assert.Equal(A, await second.FindOwnerAsync(lease.Instance, default));
    }

    private async Task<string[]> ListAsync(InstanceQuery query) => [.. (await Store.ListAsync(query, default)).Select(header => header.Id.Value)];
}
