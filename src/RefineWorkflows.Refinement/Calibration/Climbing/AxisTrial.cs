namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>A phrasing that was tried.</summary>
/// <param name="Axis">The axis' id.</param>
/// <param name="Attempt">Which try it was for this axis, from 0.</param>
/// <param name="Words">The words.</param>
/// <param name="Worked">Whether the picture was better for it.</param>
public sealed record AxisTrial(string Axis, int Attempt, string Words, bool Worked);
