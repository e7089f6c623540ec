namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>What happens next on the device: release, then load, then the step.</summary>
/// <param name="Request">Whose step it is.</param>
/// <param name="Release">Models that have to go first, in this order; empty when everything fits.</param>
/// <param name="Load">Whether its model has to be loaded.</param>
/// <param name="Cause">Why it is this one's turn, in words for the timeline.</param>
public sealed record GpuTurn(GpuRequest Request, IReadOnlyList<string> Release, bool Load, string Cause);
