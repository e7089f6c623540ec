using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Refinement.Tests.Backends.Gpu;

/// <summary>Two schedulers over one folder, as two processes of one data folder have them.</summary>
public sealed class AmongProcesses : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly List<string> asked = [];
    private readonly HashSet<string> held = [];
    private readonly List<GpuLease> leases = [];

    [Fact]
    public async Task One_process_has_the_device_and_the_other_waits_until_it_rests()
    {
        (GpuScheduler serve, GpuScheduler run) = (Scheduler(), Scheduler());
        var hold = new TaskCompletionSource<int>();
        Task<int> first = serve.RunAsync("painter", false, _ => hold.Task, CancellationToken.None);
        Task<int> second = run.RunAsync("painter", false, _ => Task.FromResult(asked.Count), CancellationToken.None);
        Assert.Equal(["load painter"], asked);
        Assert.False(second.IsCompleted);
        hold.SetResult(1);
        await first;
        // It finds the painter loaded and does not load it again.
        Assert.Equal(1, await second);
    }

    [Fact]
    public async Task What_the_other_left_is_released_before_what_does_not_fit_beside_it()
    {
        (GpuScheduler serve, GpuScheduler run) = (Scheduler(), Scheduler());
        await serve.RunAsync("painter", false, _ => Done(), CancellationToken.None);
        await run.RunAsync("judge", false, _ => Done(), CancellationToken.None);
        await serve.RunAsync("painter", false, _ => Done(), CancellationToken.None);
        Assert.Equal(["load painter", "release painter", "load judge", "release judge", "load painter"], asked);
    }

    [Fact]
    public async Task A_server_that_tells_what_it_holds_is_believed_more_than_what_was_left_written()
    {
        (GpuScheduler serve, GpuScheduler run) = (Scheduler(tells: true), Scheduler(tells: true));
        await serve.RunAsync("painter", false, _ => Done(), CancellationToken.None);
        held.Remove("painter");
        held.Add("writer");
        await run.RunAsync("judge", false, _ => Done(), CancellationToken.None);
        await run.RunAsync("painter", false, _ => Done(), CancellationToken.None);
        Assert.Equal(["load painter", "load judge", "release writer", "release judge", "load painter"], asked);
    }

    [Fact]
    public async Task A_process_that_died_has_the_device_no_more()
    {
        GpuScheduler dying = Scheduler(), living = Scheduler();
        var never = new TaskCompletionSource<int>();
        Task<int> first = dying.RunAsync("painter", false, _ => never.Task, CancellationToken.None);
        Task<int> second = living.RunAsync("judge", false, _ => Done(), CancellationToken.None);
        // The system closes the files of the dead.
        leases[0].Dispose();
        await second;
        Assert.Equal(["load painter", "release painter", "load judge"], asked);
        Assert.False(first.IsCompleted);
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_the_other_process_is_not_in_the_way()
    {
        GpuScheduler serve = Scheduler(), run = Scheduler();
        var hold = new TaskCompletionSource<int>();
        using var patience = new CancellationTokenSource();
        Task<int> first = serve.RunAsync("painter", false, _ => hold.Task, CancellationToken.None);
        Task<int> second = run.RunAsync("judge", false, _ => Done(), patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        hold.SetResult(1);
        await first;
        await run.RunAsync("writer", false, _ => Done(), CancellationToken.None);
        Assert.Equal(["load painter", "release painter", "load writer"], asked);
    }

    [Fact]
    public async Task A_busy_process_lets_a_waiting_one_in_when_it_has_had_the_device_long_enough()
    {
        GpuScheduler busy = Scheduler(longestHold: TimeSpan.Zero), other = Scheduler();
        var order = new List<string>();
        using var waits = new GpuLease(folder.Path, "localhost", TimeProvider.System);
        var started = new TaskCompletionSource();
        var hold = new TaskCompletionSource<int>();
        Task<int> first = busy.RunAsync("painter", false, _ => { started.SetResult(); return hold.Task; }, CancellationToken.None);
        await started.Task;
        Task<int> visitor = other.RunAsync("painter", false, _ => Step("visitor"), CancellationToken.None);
        Task[] queue = [.. Enumerable.Range(0, 5).Select(one => busy.RunAsync("painter", false, _ => Step("busy"), CancellationToken.None))];
        while (!waits.IsWanted())
            await Task.Yield();
        hold.SetResult(1);
        await first;
        await visitor;
        await Task.WhenAll(queue);
        Assert.Equal("visitor", order[0]);
        Assert.Equal(6, order.Count);

        Task<int> Step(string who)
        {
            order.Add(who);
            return Done();
        }
    }

    [Fact]
    public async Task What_nobody_had_said_is_learnt_once_and_known_to_the_next_process()
    {
        GpuScheduler serve = Scheduler(tells: true, said: false);
        await serve.RunAsync("judge", false, _ => Done(), CancellationToken.None);
        await serve.RunAsync("writer", false, _ => Done(), CancellationToken.None);
        Assert.Equal(["load judge", "release judge", "load writer"], asked);
        await serve.RunAsync("judge", false, _ => Done(), CancellationToken.None);
        Assert.Equal(["writer", "judge"], serve.Loaded);
        asked.Clear();
        held.Clear();
        GpuScheduler next = Scheduler(tells: true, said: false);
        await next.RunAsync("judge", false, _ => Done(), CancellationToken.None);
        await next.RunAsync("writer", false, _ => Done(), CancellationToken.None);
        Assert.Equal(["load judge", "load writer"], asked);
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_is_an_error_and_not_an_endless_wait()
    {
        using var lease = new GpuLease(Path.Combine(folder.Path, "nowhere"), "localhost", TimeProvider.System);
        Assert.Contains("gpu-localhost", (await Assert.ThrowsAsync<GpuException>(() => lease.TakeAsync(CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        leases.ForEach(one => one.Dispose());
        folder.Dispose();
    }

    private static Task<int> Done() => Task.FromResult(0);

    private GpuScheduler Scheduler(bool tells = false, bool said = true, TimeSpan? longestHold = null)
    {
        IResident Member(string name, long need) => new ServerResident(
            name,
            said ? need : null,
            _ =>
            {
                asked.Add($"release {name}");
                held.Remove(name);
                return Task.FromResult(true);
            },
            _ =>
            {
                asked.Add($"load {name}");
                held.Add(name);
                return Task.CompletedTask;
            },
            _ => Task.FromResult<long?>(!tells ? null : held.Contains(name) ? need : 0));
        var lease = new GpuLease(folder.Path, "localhost", TimeProvider.System);
        leases.Add(lease);
        var options = new GpuSchedulerOptions(new SwapPolicy(16)) { Lease = lease, LongestHold = longestHold ?? TimeSpan.FromMinutes(1) };
        return new GpuScheduler(options, [Member("painter", 12), Member("judge", 7), Member("writer", 5)], TimeProvider.System);
    }
}
