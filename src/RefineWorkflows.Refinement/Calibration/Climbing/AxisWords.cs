namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>The words that a prompt has for one axis.</summary>
/// <param name="Axis">The axis' id.</param>
/// <param name="Text">The words.</param>
/// <param name="Leading">Whether they stand at the very front, where image models listen best.</param>
public sealed record AxisWords(string Axis, string Text, bool Leading = false);
