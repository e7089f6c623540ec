using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>One axis in a report: see <see cref="AxisFinding"/>.</summary>
public sealed record ReportedAxis(AxisVerdict Verdict, string Ref, string Gen, double Weight);
