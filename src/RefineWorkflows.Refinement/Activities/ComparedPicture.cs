using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>What CompareAxes hands on.</summary>
/// <param name="Comparison">How the picture compares with the reference; null when no reply could be read.</param>
/// <param name="Problem">Why it could not be read; null otherwise.</param>
/// <param name="Reply">The judge's last reply as it came; empty of a judge that measures.</param>
public sealed record ComparedPicture(AxisComparison? Comparison, string? Problem, string Reply);
