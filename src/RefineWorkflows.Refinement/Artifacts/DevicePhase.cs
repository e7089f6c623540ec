using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>Something that cost a run time on a graphics card, in <c>report.json</c>.</summary>
/// <param name="Kind"><c>wait</c> for a turn, <c>release</c> of a model that made room, <c>load</c>, or <c>step</c>: the first one after a load, with which many servers load.</param>
/// <param name="Model">The back end it happened to.</param>
/// <param name="Cause">Why, in words.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="VramBefore">Graphics memory in use on the card before it, in bytes; null where nobody tells.</param>
/// <param name="VramAfter">The same after it.</param>
/// <param name="Warning">What is doubtful about it; null when nothing is.</param>
public sealed record DevicePhase(string Kind, string Model, string Cause, DateTimeOffset StartedAt, double Seconds, long? VramBefore, long? VramAfter, string? Warning)
{
    public static DevicePhase Of(GpuPhase phase) => new(
        phase.Kind.ToString().ToLowerInvariant(),
        phase.Model,
        phase.Cause,
        phase.Began,
        Math.Round(phase.Took.TotalSeconds, 3),
        phase.UsedBefore,
        phase.UsedAfter,
        phase.Warning);
}
