namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>New words for one axis.</summary>
/// <param name="Attempt">Which try it is for this axis, from 0: see <see cref="WordingRequest.Attempt"/>.</param>
/// <param name="Words">The words.</param>
public sealed record AxisEdit(int Attempt, AxisWords Words);
