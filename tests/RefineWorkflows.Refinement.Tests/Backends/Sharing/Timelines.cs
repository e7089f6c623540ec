using RefineWorkflows.Refinement.Backends.Gpu;
using RefineWorkflows.Refinement.Backends.Sharing;

namespace RefineWorkflows.Refinement.Tests.Backends.Sharing;

/// <summary>What a run keeps of all that happens on a card.</summary>
public sealed class Timelines
{
    [Fact]
    public async Task A_run_keeps_what_cost_it_time_and_only_its_own()
    {
        var mine = new GpuTimeline();
        var other = new GpuTimeline();
        await Task.WhenAll(
            mine.FlowAsync(async () =>
            {
                Tell(GpuPhaseKind.Wait, 0.9);
                await Task.Yield();
                Tell(GpuPhaseKind.Wait, 1);
                Tell(GpuPhaseKind.Release, 0.1);
                Tell(GpuPhaseKind.Load, 0.1);
                Tell(GpuPhaseKind.Step, 20);
                Tell(GpuPhaseKind.Step, 10);
                return 0;
            }),
            other.FlowAsync(() =>
            {
                Tell(GpuPhaseKind.Step, 5);
                return Task.FromResult(0);
            }));
        Assert.Equal([GpuPhaseKind.Wait, GpuPhaseKind.Release, GpuPhaseKind.Load, GpuPhaseKind.Step], mine.Phases.Select(one => one.Kind));
        Assert.Equal(20, mine.Phases[^1].Took.TotalSeconds);
        Assert.Empty(other.Phases);
        Assert.Null(GpuTimeline.Current);

        static void Tell(GpuPhaseKind kind, double seconds)
            => GpuTimeline.Current!.Add(new GpuPhase(kind, "eyes", "because", DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(seconds), null, null, null));
    }
}
