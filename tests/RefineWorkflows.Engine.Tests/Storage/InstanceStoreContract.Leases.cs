using System.Collections.Concurrent;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Tests.Storage;

public abstract partial class InstanceStoreContract
{
    [Fact]
    public async Task Ready_instances_are_claimed_longest_ready_first()
    {
        await AcceptAsync("late", Some.Moment.AddSeconds(-1));
        await AcceptAsync("early", Some.Moment.AddSeconds(-9));
        await AcceptAsync("now", Some.Moment);
        await AcceptAsync("future", Some.Moment.AddTicks(1));

        Assert.Equal(["early", "late"], (await ClaimAsync(limit: 2)).Select(lease => lease.Instance.Value));
        Assert.Equal(["now"], await ReadyAsync());
        Assert.Empty(await ClaimAsync(B));
        Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["future"], await ReadyAsync());
    }

    [Fact]
    public async Task Two_nodes_never_claim_the_same_instance()
    {
        IInstanceStore second = await SecondAsync();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(n => AcceptAsync($"i{n}")));
        var claimed = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(async () =>
        {
            IInstanceStore store = n % 2 == 0 ? Store : second;
            NodeName node = n % 2 == 0 ? A : B;
            while (await store.ClaimAsync(node, 7, Some.LeaseTime, default) is { Count: > 0 } leases)
                foreach (Lease lease in leases) claimed.Add(lease.Instance.Value);
        })));

        Assert.Equal(1000, claimed.Count);
        Assert.Equal(1000, claimed.Distinct().Count());
    }

    [Fact]
    public async Task A_node_that_lost_its_lease_writes_nothing()
    {
        IInstanceStore second = await SecondAsync();
        InstanceHeader header = Some.Header();
        Lease elder = await StartAsync(header);
        await second.CreateAsync(Some.Instance(Some.Header("waiting")), B, Some.LeaseTime, default);
        Time.Advance(Some.LeaseTime);
        Lease younger = Assert.IsType<Lease>(await second.TryLeaseAsync(header.Id, B, Some.LeaseTime, default));
        Assert.True(younger.Fence > elder.Fence);

        BurstCommit commit = Step(header with { Name = "written late" }, Some.Bookmark("b")) with
        {
            ReadyAt = Some.Moment,
            Snapshot = new Snapshot(2, Some.Json("{}")),
            Outbox = [Some.Stimulus("out", keepFor: TimeSpan.FromHours(1))],
            Started = [Some.Instance(Some.Header("child"))],
            Records = [new("runs", "r", Some.Json("{}"))],
            Release = true,
        };
        LeaseLostException lost = await Assert.ThrowsAsync<LeaseLostException>(() => Store.CommitAsync(elder, commit, default));

        Assert.Equal(elder, lost.Lease);
        StoredInstance stored = (await Store.LoadAsync(header.Id, default))!;
        Assert.Equal(header, stored.Header);
        Assert.Single(stored.Entries);
        Assert.Null(stored.Snapshot);
        Assert.Empty(await Store.ReadBookmarksAsync(header.Id, default));
        Assert.Null(await Store.FindAsync(new InstanceId("child"), default));
        Assert.Null(await Store.FindRecordAsync("runs", "r", default));
        Assert.False((await Store.DeliverAsync(Some.Stimulus("out"), default)).Duplicate);
        Assert.Equal(B, await Store.FindOwnerAsync(header.Id, default));
        await second.CommitAsync(younger, Step(header), default);
    }

    [Fact]
    public async Task A_lease_that_ran_out_still_writes_while_nobody_has_taken_over()
    {
        InstanceHeader header = Some.Header();
        Lease lease = await StartAsync(header);
        Time.Advance(Some.LeaseTime * 2);
        await Store.CommitAsync(lease, Step(header), default);
        Assert.Equal(2, (await Store.LoadAsync(header.Id, default))!.Entries.Count);
    }

    [Fact]
    public async Task The_fence_grows_with_every_owner_also_after_a_release()
    {
        Lease lease = await StartAsync(Some.Header());
        for (int n = 0; n < 3; n++)
        {
            await Store.ReleaseAsync(lease, default);
            Lease next = Assert.IsType<Lease>(n == 1 ? (await ClaimAsync())[0] : await Store.TryLeaseAsync(lease.Instance, A, Some.LeaseTime, default));
            Assert.True(next.Fence > lease.Fence);
            await Assert.ThrowsAsync<LeaseLostException>(() => Store.CommitAsync(lease, Step(Some.Header()), default));
            lease = next;
        }
    }

    [Fact]
    public async Task An_instance_is_taken_ready_or_not_unless_a_lease_runs()
    {
        await AcceptAsync("one", Some.Moment.AddDays(1));
        var one = new InstanceId("one");
        Assert.NotNull(await Store.TryLeaseAsync(one, A, Some.LeaseTime, default));
        Assert.Null(await Store.TryLeaseAsync(one, B, Some.LeaseTime, default));
        Assert.Null(await Store.TryLeaseAsync(one, A, Some.LeaseTime, default));
        Time.Advance(Some.LeaseTime - TimeSpan.FromTicks(1));
        Assert.Null(await Store.TryLeaseAsync(one, B, Some.LeaseTime, default));
        Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await Store.FindOwnerAsync(one, default));
        Assert.NotNull(await Store.TryLeaseAsync(one, B, Some.LeaseTime, default));
    }

    [Fact]
    public async Task A_ready_instance_whose_node_fell_silent_is_claimed_when_the_lease_ends()
    {
        await StartAsync(Some.Header());
        Assert.Empty(await ClaimAsync(B));
        Time.Advance(Some.LeaseTime);
        Assert.Single(await ClaimAsync(B));
    }

    [Fact]
    public async Task Renewing_keeps_what_is_owned_and_tells_what_is_not()
    {
        Lease kept = await StartAsync(Some.Header("kept"));
        Lease lost = await StartAsync(Some.Header("lost"));
        await StartAsync(Some.Header("foreign"), B);
        Time.Advance(Some.LeaseTime);
        await Store.TryLeaseAsync(lost.Instance, B, Some.LeaseTime, default);

        Assert.Equal([kept.Instance], await Store.RenewAsync(A, Some.LeaseTime, default));
        Time.Advance(Some.LeaseTime - TimeSpan.FromTicks(1));
        Assert.Equal(A, await Store.FindOwnerAsync(kept.Instance, default));
    }

    [Fact]
    public async Task Releasing_a_lost_lease_does_nothing()
    {
        Lease elder = await StartAsync(Some.Header());
        Time.Advance(Some.LeaseTime);
        await Store.TryLeaseAsync(elder.Instance, B, Some.LeaseTime, default);
        await Store.ReleaseAsync(elder, default);
        Assert.Equal(B, await Store.FindOwnerAsync(elder.Instance, default));
    }

    [Fact]
    public async Task A_released_instance_that_is_ready_can_be_claimed_at_once()
    {
        Lease lease = await StartAsync(Some.Header());
        await Store.ReleaseAsync(lease, default);
        Assert.Equal(["one"], await ReadyAsync());
    }

    [Fact]
    public async Task The_next_time_to_look_is_the_earliest_ready_or_foreign_end()
    {
        Assert.Null(await Store.NextReadyAsync(default));
        IInstanceStore second = await SecondAsync();
        await second.CreateAsync(Some.Instance(Some.Header("foreign")), B, Some.LeaseTime, default);
        Assert.Equal(Some.Moment + Some.LeaseTime, await Store.NextReadyAsync(default));
        Assert.Null(await second.NextReadyAsync(default));

        await AcceptAsync("soon", Some.Moment.AddSeconds(5));
        Assert.Equal(Some.Moment.AddSeconds(5), await Store.NextReadyAsync(default));
        await AcceptAsync("past", Some.Moment.AddSeconds(-5));
        Assert.Equal(Some.Moment.AddSeconds(-5), await Store.NextReadyAsync(default));
    }

    [Fact]
    public async Task A_foreign_instance_that_is_due_after_its_lease_counts_from_its_due_time()
    {
        IInstanceStore second = await SecondAsync();
        await second.CreateAsync(Some.Instance(Some.Header(), Some.Moment.AddHours(1)), B, Some.LeaseTime, default);
        Assert.Equal(Some.Moment.AddHours(1), await Store.NextReadyAsync(default));
    }

    [Fact]
    public async Task A_foreign_instance_that_waits_for_nothing_but_a_stimulus_is_no_reason_to_look()
    {
        IInstanceStore second = await SecondAsync();
        Lease lease = Assert.IsType<Lease>(await second.CreateAsync(Some.Instance(Some.Header()), B, Some.LeaseTime, default));
        await second.CommitAsync(lease, Step(Some.Header(), Some.Bookmark("b")), default);
        Assert.Null(await Store.NextReadyAsync(default));
    }

    [Fact]
    public async Task Leases_of_living_nodes_are_left_alone()
    {
        IInstanceStore second = await SecondAsync();
        await StartAsync(Some.Header("mine"));
        await second.CreateAsync(Some.Instance(Some.Header("theirs")), B, Some.LeaseTime, default);
        Assert.Equal(0, await Store.EndLeasesOfDeadNodesAsync(default));
        Assert.Equal(0, await second.EndLeasesOfDeadNodesAsync(default));
        Assert.Equal(B, await Store.FindOwnerAsync(new InstanceId("theirs"), default));
    }

    [Fact]
    public async Task Senseless_leases_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.TryLeaseAsync(new InstanceId("one"), A, TimeSpan.Zero, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ClaimAsync(limit: 0));
    }

    [Fact]
    public async Task A_change_is_told_to_this_process_and_to_another()
    {
        IInstanceStore second = await SecondAsync();
        var here = new SemaphoreSlim(0);
        var there = new SemaphoreSlim(0);
        Store.Changed += () => here.Release();
        void Hear() => there.Release();
        second.Changed += Hear;

        await AcceptAsync("one");
        Assert.True(await here.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.True(await there.WaitAsync(TimeSpan.FromSeconds(10)));
        second.Changed -= Hear;
    }
}
