namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>One axis of a picture beside its reference.</summary>
/// <param name="Axis">The axis' id.</param>
/// <param name="Verdict">How near they are, after corrections.</param>
/// <param name="Ref">What the reference shows: the target.</param>
/// <param name="Gen">What the picture shows: where it stands. Empty where the judge said nothing.</param>
/// <param name="Weight">The axis' share of the overall score.</param>
public sealed record AxisFinding(string Axis, AxisVerdict Verdict, string Ref, string Gen, double Weight);
