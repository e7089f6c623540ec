using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>A picture that was made and compared, before the decision about it.</summary>
/// <param name="Iteration">The iteration that made it: one more than the state's.</param>
/// <param name="Edits">What was changed in the best prompt for it; empty for the first picture and for one with another seed.</param>
/// <param name="File">Its file in the run folder.</param>
/// <param name="Comparison">How it compares with the reference; null when no reply of the judge could be read. Such a picture is never kept.</param>
public sealed record CalibrationCandidate(int Iteration, IReadOnlyList<AxisEdit> Edits, string File, AxisComparison? Comparison);
