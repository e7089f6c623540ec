using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Tests.Storage;

public abstract partial class InstanceStoreContract
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_stimulus_resumes_every_bookmark_that_waits_for_it()
    {
        await WaitAsync(Some.Header("one"), Some.Bookmark("b1"), Some.Bookmark("b2"), Some.Bookmark("other", hash: "h2"));
        await WaitAsync(Some.Header("two"), Some.Bookmark("b3"), Some.Bookmark("kind", kind: "timer"));

        DeliveryReceipt receipt = await Store.DeliverAsync(Some.Stimulus("k"), default);

        Assert.Equal(["one", "two"], receipt.Resumed.Select(id => id.Value).Order());
        Assert.False(receipt.Kept || receipt.Duplicate);
        IReadOnlyList<InboxMessage> inbox = await Store.ReadInboxAsync(new InstanceId("one"), default);
        Assert.Equal(["b1", "b2"], inbox.Select(message => message.Bookmark).Order());
        Assert.All(inbox, message => Assert.Equal("""{"from":"k"}"""u8.ToArray(), message.Payload.ToArray()));
        Assert.Equal("other", Assert.Single(await Store.ReadBookmarksAsync(new InstanceId("one"), default)).Id);
        Assert.Equal(["one", "two"], (await ReadyAsync()).Order());
    }

    [Fact]
    public async Task A_stimulus_can_ask_for_an_instance_or_a_correlation()
    {
        await WaitAsync(Some.Header("one", correlation: "x"), Some.Bookmark("b1"));
        await WaitAsync(Some.Header("two", correlation: "y"), Some.Bookmark("b2"));
        await WaitAsync(Some.Header("three"), Some.Bookmark("b3"));

        Assert.Empty((await Store.DeliverAsync(Some.Stimulus("k0", correlation: "x", instance: "two"), default)).Resumed);
        Assert.Equal("two", Assert.Single((await Store.DeliverAsync(Some.Stimulus("k1", correlation: "y"), default)).Resumed).Value);
        Assert.Equal("three", Assert.Single((await Store.DeliverAsync(Some.Stimulus("k2", instance: "three"), default)).Resumed).Value);
        Assert.Equal("one", Assert.Single((await Store.DeliverAsync(Some.Stimulus("k3"), default)).Resumed).Value);
    }

    [Fact]
    public async Task A_bookmark_is_resumed_by_one_stimulus_only_however_many_race()
    {
        IInstanceStore second = await SecondAsync();
        await WaitAsync(Some.Header(), Some.Bookmark("b"));
        DeliveryReceipt[] receipts = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => (n % 2 == 0 ? Store : second).DeliverAsync(Some.Stimulus($"k{n}"), default))));

        Assert.Single(receipts, receipt => receipt.Resumed.Count == 1);
        Assert.Single(await Store.ReadInboxAsync(new InstanceId("one"), default));
    }

    [Fact]
    public async Task A_stimulus_that_arrives_twice_is_delivered_once()
    {
        IInstanceStore second = await SecondAsync();
        await WaitAsync(Some.Header("one"), Some.Bookmark("b1"));
        DeliveryReceipt[] receipts = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => (n % 2 == 0 ? Store : second).DeliverAsync(Some.Stimulus("same"), default))));
        Assert.Equal(7, receipts.Count(receipt => receipt is { Duplicate: true, Kept: false, Resumed: [] }));

        await WaitAsync(Some.Header("two"), Some.Bookmark("b2"));
        Assert.True((await Store.DeliverAsync(Some.Stimulus("same", keepFor: Hour), default)).Duplicate);
        Assert.Empty(await Store.ReadInboxAsync(new InstanceId("two"), default));
    }

    [Fact]
    public async Task A_stimulus_that_nothing_waits_for_is_forgotten_but_its_key_is_not()
    {
        DeliveryReceipt receipt = await Store.DeliverAsync(Some.Stimulus("k"), default);
        Assert.True(receipt is { Kept: false, Duplicate: false, Resumed: [] });
        await WaitAsync(Some.Header(), Some.Bookmark("b"));
        Assert.Empty(await ReadyAsync());
        Assert.True((await Store.DeliverAsync(Some.Stimulus("k"), default)).Duplicate);
    }

    [Fact]
    public async Task A_stimulus_that_came_early_is_waiting_when_its_bookmark_is_written()
    {
        Assert.True((await Store.DeliverAsync(Some.Stimulus("k", keepFor: Hour), default)).Kept);
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        Assert.True((await Store.CommitAsync(lease, Step(header, Some.Bookmark("b1"), Some.Bookmark("b2")) with { Release = true }, default)).InboxPending);

        Assert.Equal(["b1", "b2"], (await Store.ReadInboxAsync(header.Id, default)).Select(message => message.Bookmark).Order());
        Assert.Empty(await Store.ReadBookmarksAsync(header.Id, default));
        Assert.Equal(["one"], await ReadyAsync());
        await WaitAsync(Some.Header("two"), Some.Bookmark("b3"));
        Assert.Empty(await Store.ReadInboxAsync(new InstanceId("two"), default));
    }

    [Fact]
    public async Task Early_stimuli_are_taken_in_their_order_one_for_each_wait()
    {
        await Store.DeliverAsync(Some.Stimulus("first", keepFor: Hour), default);
        await Store.DeliverAsync(Some.Stimulus("second", keepFor: Hour), default);
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        await Store.CommitAsync(lease, Step(header, Some.Bookmark("b1")), default);
        await Store.CommitAsync(lease, new() { Header = header, Entries = [], BookmarksAdded = [Some.Bookmark("b2")] }, default);

        IReadOnlyList<InboxMessage> inbox = await Store.ReadInboxAsync(header.Id, default);
        Assert.Equal(["b1", "b2"], inbox.Select(message => message.Bookmark));
        Assert.Equal("""{"from":"first"}"""u8.ToArray(), inbox[0].Payload.ToArray());
        Assert.Equal("""{"from":"second"}"""u8.ToArray(), inbox[1].Payload.ToArray());
    }

    [Theory]
    [InlineData("x", "one", true)]
    [InlineData("y", null, false)]
    [InlineData(null, "two", false)]
    public async Task An_early_stimulus_keeps_its_conditions(string? correlation, string? instance, bool matches)
    {
        await Store.DeliverAsync(Some.Stimulus("k", correlation: correlation, instance: instance, keepFor: Hour), default);
        await WaitAsync(Some.Header("one", correlation: "x"), Some.Bookmark("b"));
        Assert.Equal(matches ? ["one"] : [], await ReadyAsync());
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Kept_news_is_not_taken_by_a_bookmark_that_something_later_led_to(int ticks, bool taken)
    {
        await Store.DeliverAsync(Some.Stimulus("news", keepFor: Hour) with { IsNews = true }, default);
        DateTimeOffset came = Time.GetUtcNow();
        Time.Advance(TimeSpan.FromMinutes(1));
        await WaitAsync(Some.Header(), Some.Bookmark("b") with { Since = came.AddTicks(ticks) });
        Assert.Equal(taken ? [came] : [], (await Store.ReadInboxAsync(new InstanceId("one"), default)).Select(one => one.CameAt!.Value));
    }

    [Fact]
    public async Task A_stimulus_is_not_kept_when_it_has_started_somebody()
    {
        await StartAsync(Some.Header("started"));
        Assert.False((await Store.DeliverAsync(Some.Stimulus("k1", keepFor: Hour) with { Starts = [new InstanceId("started")] }, default)).Kept);
        Assert.True((await Store.DeliverAsync(Some.Stimulus("k2", keepFor: Hour) with { Starts = [new InstanceId("refused")] }, default)).Kept);
    }

    [Fact]
    public async Task A_node_finds_those_of_its_instances_that_something_has_come_for()
    {
        Lease lease = await StartAsync(Some.Header("one"));
        await StartAsync(Some.Header("two"));
        Assert.Empty(await Store.FindAddressedAsync(lease.Node, default));
        await Store.SendAsync(new InstanceId("one"), InboxKind.Pause, default, default);
        Assert.Equal(["one"], (await Store.FindAddressedAsync(lease.Node, default)).Select(one => one.Value));
        Assert.Empty(await Store.FindAddressedAsync(new NodeName("another"), default));
    }

    [Fact]
    public async Task An_early_stimulus_is_kept_no_longer_than_asked()
    {
        await Store.DeliverAsync(Some.Stimulus("k", keepFor: Hour), default);
        Time.Advance(Hour);
        await WaitAsync(Some.Header(), Some.Bookmark("b"));
        Assert.Empty(await ReadyAsync());
    }

    [Fact]
    public async Task A_stimulus_can_be_kept_for_ever()
    {
        await Store.DeliverAsync(Some.Stimulus("k", keepFor: TimeSpan.MaxValue), default);
        Time.Advance(TimeSpan.FromDays(100_000));
        await WaitAsync(Some.Header(), Some.Bookmark("b"));
        Assert.Equal(["one"], await ReadyAsync());
    }

    [Fact]
    public async Task A_stimulus_and_its_bookmark_meet_whoever_is_first()
    {
        for (int round = 0; round < 20; round++)
        {
            InstanceHeader header = Some.Header($"i{round}");
            Lease lease = await StartAsync(header);
            await Task.WhenAll(
                Task.Run(() => Store.CommitAsync(lease, Step(header, Some.Bookmark($"b{round}", hash: $"h{round}")) with { Release = true }, default)),
                Task.Run(() => Store.DeliverAsync(Some.Stimulus($"k{round}", hash: $"h{round}", keepFor: Hour), default)));
            Assert.Single(await Store.ReadInboxAsync(header.Id, default));
            Assert.Equal([header.Id.Value], await ReadyAsync());
        }
    }

    [Fact]
    public async Task A_removed_bookmark_matches_nothing_but_what_it_had_received_stays()
    {
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        await Store.CommitAsync(lease, Step(header, Some.Bookmark("b1"), Some.Bookmark("b2", hash: "h2")), default);
        await Store.DeliverAsync(Some.Stimulus("k1"), default);
        await Store.CommitAsync(lease, new() { Header = header, Entries = [], BookmarksRemoved = ["b1", "b2"] }, default);

        Assert.Empty((await Store.DeliverAsync(Some.Stimulus("k2", hash: "h2"), default)).Resumed);
        Assert.Equal("b1", Assert.Single(await Store.ReadInboxAsync(header.Id, default)).Bookmark);
    }

    [Fact]
    public async Task A_step_can_meet_its_own_bookmark_with_what_it_sends()
    {
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        Assert.True((await Store.CommitAsync(lease, Step(header, Some.Bookmark("b")) with { Outbox = [Some.Stimulus("k")], Release = true }, default)).InboxPending);
        Assert.Equal(["one"], await ReadyAsync());
    }

    [Fact]
    public async Task A_stimulus_does_not_push_a_longer_ready_instance_back()
    {
        await WaitAsync(Some.Header("one"), Some.Bookmark("b1"), Some.Bookmark("b2", hash: "h2"));
        await WaitAsync(Some.Header("two"), Some.Bookmark("b3", hash: "h3"));
        await Store.DeliverAsync(Some.Stimulus("k1"), default);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.DeliverAsync(Some.Stimulus("k3", hash: "h3"), default);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.DeliverAsync(Some.Stimulus("k2", hash: "h2"), default);
        Assert.Equal(["one", "two"], await ReadyAsync());
    }

    [Fact]
    public async Task Sweeping_forgets_old_keys_and_stimuli_that_nobody_came_for()
    {
        await Store.DeliverAsync(Some.Stimulus("old", keepFor: Hour), default);
        Time.Advance(TimeSpan.FromDays(2));
        await Store.DeliverAsync(Some.Stimulus("young", keepFor: Hour), default);

        Assert.Equal(2, await Store.SweepAsync(TimeSpan.FromDays(1), default));
        Assert.Equal(0, await Store.SweepAsync(TimeSpan.FromDays(1), default));
        Assert.True((await Store.DeliverAsync(Some.Stimulus("young"), default)).Duplicate);
        Assert.False((await Store.DeliverAsync(Some.Stimulus("old"), default)).Duplicate);
    }
}
