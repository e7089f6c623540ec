using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Refinement.Tests.Backends.Gpu;

/// <summary>The scheduler around residents that note what is asked of them.</summary>
public sealed class OneLease
{
    private readonly List<string> asked = [];
    private readonly List<GpuPhase> phases = [];
    private long used;

    [Fact]
    public async Task A_model_is_loaded_before_its_first_step_and_not_again()
    {
        GpuScheduler scheduler = Scheduler();
        Assert.Equal(1, await scheduler.RunAsync("painter", false, _ => Step("paint", 1), CancellationToken.None));
        Assert.Equal(2, await scheduler.RunAsync("painter", false, _ => Step("paint", 2), CancellationToken.None));
        Assert.Equal(["load painter", "paint", "paint"], asked);
        Assert.Equal(["painter"], scheduler.Loaded);
    }

    [Fact]
    public async Task What_does_not_fit_beside_it_is_released_first_and_the_phases_tell_the_memory()
    {
        GpuScheduler scheduler = Scheduler();
        await scheduler.RunAsync("painter", false, _ => Step("paint"), CancellationToken.None);
        await scheduler.RunAsync("judge", false, _ => Step("judge it"), CancellationToken.None);
        await scheduler.RunAsync("writer", false, _ => Step("write"), CancellationToken.None);
        Assert.Equal(["load painter", "paint", "load judge", "judge it", "release painter", "load writer", "write"], asked);
        Assert.Equal(["judge", "writer"], scheduler.Loaded);
        GpuPhase release = Assert.Single(phases, phase => phase.Kind == GpuPhaseKind.Release);
        Assert.Equal((19, 7), (release.UsedBefore, release.UsedAfter));
        Assert.StartsWith("room for writer", release.Cause, StringComparison.Ordinal);
        Assert.Null(release.Warning);
        GpuPhase load = phases.Last(phase => phase.Kind == GpuPhaseKind.Load);
        Assert.Equal(("writer", 7, 12), (load.Model, load.UsedBefore, load.UsedAfter));
    }

    [Fact]
    public async Task One_step_runs_at_a_time_and_nothing_is_swapped_beside_it()
    {
        GpuScheduler scheduler = Scheduler();
        int running = 0, most = 0;
        string[] models = ["painter", "judge", "writer"];
        var hold = new TaskCompletionSource<int>();
        Task<int> first = scheduler.RunAsync("painter", false, _ => hold.Task, CancellationToken.None);
        Task all = Task.WhenAll(Enumerable.Range(0, 60).Select(one => scheduler.RunAsync(models[one % 3], one % 7 == 0, async _ =>
        {
            int swaps = asked.Count;
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Assert.Equal(swaps, asked.Count);
            Interlocked.Decrement(ref running);
            return one;
        }, CancellationToken.None)));
        Assert.Equal(60, scheduler.Waiting);
        hold.SetResult(0);
        await first;
        await all;
        Assert.Equal(1, most);
        Assert.Equal(0, scheduler.Waiting);
        Assert.All(phases.Where(phase => phase.Kind != GpuPhaseKind.Wait), phase => Assert.InRange(phase.UsedAfter!.Value, 0, 20));
        Assert.True(phases.Count(phase => phase.Kind == GpuPhaseKind.Load) <= 4, $"{phases.Count(phase => phase.Kind == GpuPhaseKind.Load)} loads for three models that waited together");
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_queue_and_the_next_one_goes_on()
    {
        GpuScheduler scheduler = Scheduler();
        var hold = new TaskCompletionSource<int>();
        using var patience = new CancellationTokenSource();
        Task<int> first = scheduler.RunAsync("painter", false, _ => hold.Task, CancellationToken.None);
        Task<int> second = scheduler.RunAsync("judge", false, _ => Step("judge it"), patience.Token);
        Task<int> third = scheduler.RunAsync("writer", false, _ => Step("write", 3), CancellationToken.None);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(1, scheduler.Waiting);
        hold.SetResult(1);
        Assert.Equal(1, await first);
        Assert.Equal(3, await third);
        Assert.DoesNotContain("load judge", asked);
    }

    [Fact]
    public async Task A_step_that_is_cancelled_or_fails_passes_the_lease_on()
    {
        GpuScheduler scheduler = Scheduler();
        using var stop = new CancellationTokenSource();
        Task<int> endless = scheduler.RunAsync("painter", false, async token =>
        {
            await Cancellation.AwaitedAsync(token);
            return 0;
        }, stop.Token);
        Task<int> failing = scheduler.RunAsync<int>("judge", false, _ => throw new BackEndException("judge", BackEndFailure.Transport, "gone."), CancellationToken.None);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
        await Assert.ThrowsAsync<BackEndException>(() => failing);
        Assert.Equal(5, await scheduler.RunAsync("writer", false, _ => Step("write", 5), CancellationToken.None));
        Assert.Contains(phases, phase => phase is { Kind: GpuPhaseKind.Step, Model: "judge", Warning: "judge: gone." });
    }

    [Fact]
    public async Task A_release_that_is_not_proved_in_time_is_a_warning_and_the_step_goes_on()
    {
        GpuScheduler scheduler = Scheduler(release: async (_, token) =>
        {
            await Cancellation.AwaitedAsync(token);
            return true;
        });
        await scheduler.RunAsync("painter", false, _ => Step("paint"), CancellationToken.None);
        Assert.Equal(4, await scheduler.RunAsync("training", false, _ => Step("train", 4), CancellationToken.None));
        Assert.Contains("did not prove within", Assert.Single(phases, phase => phase.Kind == GpuPhaseKind.Release).Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_prove_or_does_not_answer_is_a_warning_too()
    {
        GpuScheduler scheduler = Scheduler(release: (model, _) => model == "judge"
            ? Task.FromResult(false)
            : throw new BackEndException(model, BackEndFailure.Transport, "nobody answers."));
        await scheduler.RunAsync("painter", false, _ => Step("paint"), CancellationToken.None);
        await scheduler.RunAsync("judge", false, _ => Step("judge it"), CancellationToken.None);
        Assert.Equal(4, await scheduler.RunAsync("training", false, _ => Step("train", 4), CancellationToken.None));
        string[] warnings = [.. phases.Where(phase => phase.Kind == GpuPhaseKind.Release).Select(phase => phase.Warning!)];
        Assert.Contains("nobody answers", warnings[0], StringComparison.Ordinal);
        Assert.Contains("could not prove", warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Out_of_memory_releases_every_other_member_once_and_tries_once_more()
    {
        GpuScheduler scheduler = Scheduler();
        int tries = 0;
        Assert.Equal(2, await scheduler.RunAsync("judge", false, _ => ++tries == 1 ? throw OutOfMemory() : Task.FromResult(tries), CancellationToken.None));
        Assert.Equal(["load judge", "release painter", "release writer", "release training", "load judge"], asked);
        asked.Clear();
        var failure = await Assert.ThrowsAsync<BackEndException>(() => scheduler.RunAsync<int>("judge", false, _ => throw OutOfMemory(), CancellationToken.None));
        Assert.Equal(BackEndFailure.OutOfMemory, failure.Failure);
        Assert.Equal(3, asked.Count(one => one.StartsWith("release", StringComparison.Ordinal)));
        Assert.Equal(7, await scheduler.RunAsync("judge", false, _ => Step("judge it", 7), CancellationToken.None));
    }

    [Fact]
    public async Task A_pinned_member_is_neither_loaded_nor_released()
    {
        var scheduler = new GpuScheduler(new GpuSchedulerOptions(new SwapPolicy(20)) { OnPhase = phases.Add }, [new PinnedResident("vllm", 8), new ServerResident("painter", 12, _ => Task.FromResult(true))], TimeProvider.System);
        int tries = 0;
        Assert.Equal(1, await scheduler.RunAsync("vllm", false, _ => Step("judge it", 1), CancellationToken.None));
        Assert.Equal(2, await scheduler.RunAsync("painter", false, _ => ++tries == 1 ? throw OutOfMemory() : Step("paint", 2), CancellationToken.None));
        Assert.DoesNotContain(phases, phase => phase is { Model: "vllm", Kind: GpuPhaseKind.Load or GpuPhaseKind.Release });
        Assert.Equal(["vllm", "painter"], scheduler.Loaded);
    }

    [Fact]
    public async Task A_step_that_asks_for_a_turn_of_its_own_device_is_an_error_and_no_endless_wait()
    {
        GpuScheduler scheduler = Scheduler();
        await Assert.ThrowsAsync<InvalidOperationException>(() => scheduler.RunAsync("painter", false, token => scheduler.RunAsync("judge", false, _ => Step("judge it"), token), CancellationToken.None));
        Assert.Equal(3, await scheduler.RunAsync("judge", false, _ => Step("judge it", 3), CancellationToken.None));
    }

    [Fact]
    public async Task What_needs_more_than_the_budget_gets_all_of_it()
    {
        var scheduler = new GpuScheduler(new GpuSchedulerOptions(new SwapPolicy(20)) { OnPhase = phases.Add }, [new ServerResident("huge", 30, _ => Task.FromResult(true)), new ServerResident("small", 1, _ => Task.FromResult(true))], TimeProvider.System);
        await scheduler.RunAsync("small", false, _ => Step("small"), CancellationToken.None);
        await scheduler.RunAsync("huge", false, _ => Step("huge"), CancellationToken.None);
        Assert.Equal(["huge"], scheduler.Loaded);
    }

    [Fact]
    public void Two_members_of_one_name_are_refused()
        => Assert.Contains("'painter'", Assert.Throws<GpuException>(() => new GpuScheduler(new GpuSchedulerOptions(new SwapPolicy(20)), [new PinnedResident("painter", 1), new PinnedResident("painter", 1)], TimeProvider.System)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Someone_who_is_no_member_is_refused_by_name()
        => Assert.Contains("'nobody'; it has painter", (await Assert.ThrowsAsync<GpuException>(() => Scheduler().RunAsync("nobody", false, _ => Step("x"), CancellationToken.None))).Message, StringComparison.Ordinal);

    private static BackEndException OutOfMemory() => new("judge", BackEndFailure.OutOfMemory, "CUDA out of memory.");

    private Task<int> Step(string what, int result = 0)
    {
        asked.Add(what);
        return Task.FromResult(result);
    }

    private GpuScheduler Scheduler(Func<string, CancellationToken, Task<bool>>? release = null)
    {
        var held = new HashSet<string>();
        IResident Member(string name, long need) => new ServerResident(
            name,
            need,
            token =>
            {
                asked.Add($"release {name}");
                if (held.Remove(name))
                    used -= need;
                return release is null ? Task.FromResult(true) : release(name, token);
            },
            _ =>
            {
                asked.Add($"load {name}");
                if (held.Add(name))
                    used += need;
                return Task.CompletedTask;
            });
        var options = new GpuSchedulerOptions(new SwapPolicy(20)) { ProofLimit = TimeSpan.FromMilliseconds(50), MeasureAsync = _ => Task.FromResult<long?>(used), OnPhase = phases.Add };
        return new GpuScheduler(options, [Member("painter", 12), Member("judge", 7), Member("writer", 5), Member("training", 18)], TimeProvider.System);
    }
}
