using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Tests.Storage;

public abstract partial class InstanceStoreContract
{
    [Fact]
    public async Task A_step_writes_all_of_its_parts()
    {
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        await WaitAsync(Some.Header("other"), Some.Bookmark("theirs", hash: "out"));
        InstanceHeader after = header with
        {
            Name = null, CorrelationId = "now known", SubStatus = InstanceSubStatus.Suspended, IncidentCount = 0, IsPaused = true, UpdatedAt = Some.Moment.AddHours(1),
        };
        BookmarkRow bookmark = Some.Bookmark("mine", hash: "in", dueAt: Some.Moment.AddDays(1));

        CommitReceipt receipt = await Store.CommitAsync(
            lease,
            Step(after, bookmark) with
            {
                Outbox = [Some.Stimulus("k", hash: "out")],
                Started = [Some.Instance(Some.Header("child"), entries: 2)],
                Records = [new("runs", "r", Some.Json("""{"a":1}"""))],
            },
            default);

        Assert.False(receipt.InboxPending);
        Assert.Equal(after, await Store.FindAsync(header.Id, default));
        Assert.Equal([after.Id.Value], await ListAsync(new() { CorrelationId = "now known" }));
        AssertSame(Some.Entries(1, 2), await Store.ReadEntriesAsync(header.Id, 0, 9, default));
        Assert.Equal([bookmark], await Store.ReadBookmarksAsync(header.Id, default));
        InboxMessage sent = Assert.Single(await Store.ReadInboxAsync(new InstanceId("other"), default));
        Assert.Equal((InboxKind.Stimulus, "theirs"), (sent.Kind, sent.Bookmark));
        Assert.Equal(2, (await Store.LoadAsync(new InstanceId("child"), default))!.Entries.Count);
        Assert.Equal("""{"a":1}"""u8.ToArray(), (await Store.FindRecordAsync("runs", "r", default))!.Json.ToArray());
        Assert.Equal(["child", "other"], (await ReadyAsync()).Order());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(2, 4)]
    public async Task Entries_that_do_not_follow_are_refused_and_nothing_is_written(int first, int second)
    {
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        var commit = new BurstCommit { Header = header with { Name = "x" }, Entries = [Some.Entry(first), Some.Entry(second)], Records = [new("runs", "r", Some.Json("{}"))] };

        await Assert.ThrowsAsync<JournalGapException>(() => Store.CommitAsync(lease, commit, default));
        AssertSame(Some.Entries(1, 1), await Store.ReadEntriesAsync(header.Id, 0, 9, default));
        Assert.Equal(header, await Store.FindAsync(header.Id, default));
        Assert.Null(await Store.FindRecordAsync("runs", "r", default));
        await Store.CommitAsync(lease, Step(header), default);
    }

    [Fact]
    public async Task A_snapshot_beyond_the_journal_is_refused()
    {
        Lease lease = await StartAsync(Some.Header());
        await Assert.ThrowsAsync<JournalGapException>(() => Store.CommitAsync(lease, Step(Some.Header()) with { Snapshot = new Snapshot(3, Some.Json("{}")) }, default));
        Assert.Single((await Store.LoadAsync(lease.Instance, default))!.Entries);
    }

    [Fact]
    public async Task A_step_for_another_instance_than_the_lease_is_refused()
    {
        Lease lease = await StartAsync(Some.Header());
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(lease, Step(Some.Header("other")), default));
    }

    [Fact]
    public async Task A_refused_write_does_not_take_its_neighbours_down()
    {
        Lease[] leases = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => StartAsync(Some.Header($"i{n}"))));
        // The gap is met after an entry has been written: that one must go too.
        EncodedEntry[] gap = [Some.Entry(2), Some.Entry(4)];
        Task<CommitReceipt>[] writes = [.. leases.Select((lease, n) => Task.Run(() => Store.CommitAsync(
            lease, Step(Some.Header($"i{n}")) with { Entries = n % 4 == 0 ? gap : [Some.Entry(2)], Records = [new("runs", $"{n:00}", Some.Json("{}"))] }, default)))];

        for (int n = 0; n < writes.Length; n++)
        {
            if (n % 4 == 0) await Assert.ThrowsAsync<JournalGapException>(() => writes[n]);
            else await writes[n];
            Assert.Equal(n % 4 == 0 ? 1 : 2, (await Store.LoadAsync(leases[n].Instance, default))!.Entries.Count);
        }

        Assert.Equal(
            Enumerable.Range(0, 40).Where(n => n % 4 != 0).Select(n => $"{n:00}"),
            (await Store.ListRecordsAsync("runs", "", descending: false, 100, default)).Select(record => record.Key));
    }

    [Fact]
    public async Task A_released_instance_is_ready_when_the_step_says()
    {
        Lease lease = await StartAsync(Some.Header());
        await Store.CommitAsync(lease, Step(Some.Header(), Some.Bookmark("b", dueAt: Some.Moment.AddHours(1))) with { ReadyAt = Some.Moment.AddHours(1), Release = true }, default);

        Assert.Null(await Store.FindOwnerAsync(lease.Instance, default));
        Assert.Equal(Some.Moment.AddHours(1), await Store.NextReadyAsync(default));
        Assert.Empty(await ReadyAsync());
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["one"], await ReadyAsync());
    }

    [Fact]
    public async Task An_instance_that_waits_for_a_stimulus_only_is_never_ready_by_time()
    {
        await WaitAsync(Some.Header(), Some.Bookmark("b"));
        Time.Advance(TimeSpan.FromDays(1000));
        Assert.Empty(await ReadyAsync());
        Assert.Null(await Store.NextReadyAsync(default));
    }

    [Fact]
    public async Task What_arrives_during_a_step_overrules_its_rest()
    {
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        await Store.SendAsync(header.Id, InboxKind.Cancel, Some.Json("{}"), default);

        Assert.True((await Store.CommitAsync(lease, Step(header) with { ReadyAt = Some.Moment.AddDays(1), Release = true }, default)).InboxPending);
        Assert.Equal(["one"], await ReadyAsync());
    }

    [Fact]
    public async Task A_consumed_message_is_gone_and_overrules_nothing()
    {
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        await Store.SendAsync(header.Id, InboxKind.Pause, Some.Json("\"why\""), default);
        await Store.SendAsync(header.Id, InboxKind.Resume, default, default);
        IReadOnlyList<InboxMessage> inbox = await Store.ReadInboxAsync(header.Id, default);
        Assert.Equal([InboxKind.Pause, InboxKind.Resume], inbox.Select(message => message.Kind));
        Assert.True(inbox[0].Id < inbox[1].Id);
        Assert.Equal("\"why\""u8.ToArray(), inbox[0].Payload.ToArray());
        Assert.True(inbox[1].Payload.IsEmpty);
        Assert.Equal(inbox.Select(message => message.Id), (await Store.LoadAsync(header.Id, default))!.Inbox.Select(message => message.Id));

        Assert.True((await Store.CommitAsync(lease, Step(header) with { InboxConsumed = [inbox[0].Id] }, default)).InboxPending);
        Assert.False((await Store.CommitAsync(lease, new() { Header = header, Entries = [], InboxConsumed = [inbox[1].Id], Release = true }, default)).InboxPending);
        Assert.Empty(await Store.ReadInboxAsync(header.Id, default));
        Assert.Empty(await ReadyAsync());
    }

    [Fact]
    public async Task A_step_cannot_consume_what_arrived_for_another_instance()
    {
        Lease lease = await StartAsync(Some.Header("one"));
        await AcceptAsync("two");
        await Store.SendAsync(new InstanceId("two"), InboxKind.Cancel, default, default);
        long foreign = Assert.Single(await Store.ReadInboxAsync(new InstanceId("two"), default)).Id;

        await Store.CommitAsync(lease, Step(Some.Header("one")) with { InboxConsumed = [foreign] }, default);
        Assert.Single(await Store.ReadInboxAsync(new InstanceId("two"), default));
    }

    [Fact]
    public async Task A_message_number_is_never_given_twice()
    {
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        await Store.SendAsync(header.Id, InboxKind.Pause, default, default);
        long first = Assert.Single(await Store.ReadInboxAsync(header.Id, default)).Id;
        await Store.CommitAsync(lease, Step(header) with { InboxConsumed = [first] }, default);
        await Store.SendAsync(header.Id, InboxKind.Resume, default, default);
        Assert.True(Assert.Single(await Store.ReadInboxAsync(header.Id, default)).Id > first);
    }

    [Fact]
    public async Task Stimuli_do_not_wake_a_paused_instance_but_commands_do()
    {
        InstanceHeader paused = Some.Header() with { IsPaused = true };
        await WaitAsync(paused, Some.Bookmark("b"));

        Assert.Equal([paused.Id], (await Store.DeliverAsync(Some.Stimulus("k"), default)).Resumed);
        Assert.Empty(await ReadyAsync());
        Assert.Null(await Store.NextReadyAsync(default));
        await Store.SendAsync(paused.Id, InboxKind.Resume, default, default);
        Lease lease = Assert.Single(await ClaimAsync());

        IReadOnlyList<InboxMessage> inbox = await Store.ReadInboxAsync(paused.Id, default);
        var third = new BurstCommit { Header = paused, Entries = [Some.Entry(3)], InboxConsumed = [inbox[1].Id] };
        Assert.False((await Store.CommitAsync(lease, third, default)).InboxPending);
        var resumed = new BurstCommit { Header = paused with { IsPaused = false }, Entries = [Some.Entry(4)], Release = true };
        Assert.True((await Store.CommitAsync(lease, resumed, default)).InboxPending);
        Assert.Equal(["one"], await ReadyAsync());
    }

    [Fact]
    public async Task A_stimulus_is_no_command()
    {
        await AcceptAsync("one");
        await Assert.ThrowsAsync<ArgumentException>(() => Store.SendAsync(new InstanceId("one"), InboxKind.Stimulus, default, default));
    }

    [Fact]
    public async Task Starting_an_instance_again_starts_nothing_twice()
    {
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        NewInstance child = Some.Instance(Some.Header("child"));
        await Store.CommitAsync(lease, Step(header) with { Started = [child] }, default);
        await Store.CommitAsync(lease, new() { Header = header, Entries = [Some.Entry(3)], Started = [child with { Entries = Some.Entries(1, 4) }] }, default);
        Assert.Single((await Store.LoadAsync(child.Header.Id, default))!.Entries);
    }

    [Fact]
    public async Task A_finished_instance_waits_for_nothing_and_hears_commands_only()
    {
        InstanceHeader header = Some.Header();
        await WaitAsync(header, Some.Bookmark("b1"), Some.Bookmark("b2", hash: "h2"));
        await Store.DeliverAsync(Some.Stimulus("k"), default);
        Lease lease = Assert.Single(await ClaimAsync());
        InstanceHeader finished = header with { Status = InstanceStatus.Finished, SubStatus = InstanceSubStatus.Faulted, FinishedAt = Some.Moment };
        var end = new BurstCommit { Header = finished, Entries = [Some.Entry(3)], BookmarksAdded = [Some.Bookmark("b3")], Outbox = [Some.Stimulus("self")], Release = true };

        Assert.False((await Store.CommitAsync(lease, end, default)).InboxPending);
        Assert.Empty(await Store.ReadBookmarksAsync(header.Id, default));
        Assert.Empty(await Store.ReadInboxAsync(header.Id, default));
        Assert.Empty((await Store.DeliverAsync(Some.Stimulus("k2", hash: "h2"), default)).Resumed);
        Assert.Empty(await ReadyAsync());

        Assert.True(await Store.SendAsync(header.Id, InboxKind.Retry, default, default));
        Assert.Equal(["one"], await ReadyAsync());
    }

    [Fact]
    public async Task Records_are_listed_in_the_order_of_their_keys()
    {
        Lease lease = await StartAsync(Some.Header());
        string[] keys = ["b/2", "a", "b/10", "b", "b/1", "B/1", "b0", "b/ä", "b/\U0010FFFF", "c"];
        await Store.CommitAsync(lease, Step(Some.Header()) with { Records = [.. keys.Select(key => new DomainRecord("runs", key, Some.Json($"\"{key}\""))), new("votes", "b/3", Some.Json("1"))] }, default);

        Assert.Equal(["B/1", "a", "b", "b/1", "b/10", "b/2", "b/ä", "b/\U0010FFFF", "b0", "c"], await KeysAsync("", descending: false, 100));
        Assert.Equal(["b/1", "b/10", "b/2", "b/ä", "b/\U0010FFFF"], await KeysAsync("b/", descending: false, 100));
        Assert.Equal(["b/\U0010FFFF", "b/ä", "b/2"], await KeysAsync("b/", descending: true, 3));
        Assert.Empty(await KeysAsync("x", descending: false, 100));

        async Task<IEnumerable<string>> KeysAsync(string prefix, bool descending, int limit) =>
            (await Store.ListRecordsAsync("runs", prefix, descending, limit, default)).Select(record => record.Key);
    }

    [Fact]
    public async Task A_record_written_again_replaces_the_first()
    {
        Lease lease = await StartAsync(Some.Header());
        await Store.CommitAsync(lease, Step(Some.Header()) with { Records = [new("runs", "r", Some.Json("1"))] }, default);
        await Store.CommitAsync(lease, new() { Header = Some.Header(), Entries = [], Records = [new("runs", "r", Some.Json("2"))] }, default);
        Assert.Equal("2"u8.ToArray(), (await Store.FindRecordAsync("runs", "r", default))!.Json.ToArray());
        Assert.Null(await Store.FindRecordAsync("votes", "r", default));
    }

    [Fact]
    public async Task A_step_sends_commands_to_others_also_to_those_it_starts_and_to_nobody_who_is_missing()
    {
        InstanceHeader header = Some.Header("parent");
        Lease lease = await StartAsync(header);
        await Store.CommitAsync(
            lease,
            Step(header) with
            {
                Started = [Some.Instance(Some.Header("child"), Some.Moment.AddDays(1))],
                Commands = [new(new InstanceId("child"), InboxKind.Cancel), new(new InstanceId("nobody"), InboxKind.Cancel), new(new InstanceId("child"), InboxKind.Announce)],
                Release = true,
            },
            default);

        Assert.Equal([InboxKind.Cancel, InboxKind.Announce], (await Store.ReadInboxAsync(new InstanceId("child"), default)).Select(one => one.Kind));
        Assert.Equal(["child"], await ReadyAsync());
    }
}
