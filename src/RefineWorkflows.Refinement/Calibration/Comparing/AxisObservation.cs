namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>What a judge wrote about one axis of two pictures, before anything is corrected.</summary>
/// <param name="Axis">The axis' id.</param>
/// <param name="Ref">What the reference shows; null when the judge did not say.</param>
/// <param name="Gen">What the generated picture shows; null when the judge did not say.</param>
/// <param name="Verdict">The judge's word for how near they are; null without one.</param>
public sealed record AxisObservation(string Axis, string? Ref, string? Gen, string? Verdict);
