namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>What a picture shows on one axis.</summary>
/// <param name="Axis">The axis' id.</param>
/// <param name="Value">In a few words; <c>unspecified</c> where nothing is said.</param>
public sealed record AxisValue(string Axis, string Value);
