using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>A compared picture that the calibration holds on to.</summary>
/// <param name="Iteration">The iteration that made it, from 1.</param>
/// <param name="State">Its prompt by axes.</param>
/// <param name="File">Its file in the run folder.</param>
/// <param name="Comparison">How it compares with the reference.</param>
public sealed record CalibrationStep(int Iteration, AxisState State, string File, AxisComparison Comparison);
