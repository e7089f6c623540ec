using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Refinement.Backends.Sharing;

/// <summary>What happened on devices while one step of a run was done. Follows the flow of the step, as <see cref="Calls.CallOrigin"/> does.</summary>
public sealed class GpuTimeline
{
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(1);
    private static readonly AsyncLocal<GpuTimeline?> Flowing = new();

    private readonly Lock gate = new();
    private readonly List<GpuPhase> phases = [];

    /// <summary>Of the current flow; null where no step of a run is done.</summary>
    public static GpuTimeline? Current => Flowing.Value;

    /// <summary>What cost time: swaps, the step right after a load (many servers load with it), and waits of a second and more.</summary>
    public IReadOnlyList<GpuPhase> Phases
    {
        get
        {
            lock (gate)
                return [.. phases.Where((one, place) => one.Kind switch
                {
                    GpuPhaseKind.Wait => one.Took >= WorthTelling,
                    GpuPhaseKind.Step => place > 0 && phases[place - 1] is { Kind: GpuPhaseKind.Load } load && load.Model == one.Model,
                    _ => true,
                })];
        }
    }

    public void Add(GpuPhase phase)
    {
        lock (gate)
            phases.Add(phase);
    }

    /// <summary>Makes this the timeline of everything that <paramref name="work"/> calls.</summary>
    public async Task<T> FlowAsync<T>(Func<Task<T>> work)
    {
        // An async method's changes to the flow end with it.
        Flowing.Value = this;
        return await work();
    }
}
