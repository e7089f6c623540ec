using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Calibration.Measuring;

/// <summary>All that was measured on one picture.</summary>
/// <param name="ByAxis">What it shows, for every axis that could be measured.</param>
/// <param name="Notes">What could not be, though it can be measured as a rule.</param>
internal sealed record Readouts(IReadOnlyDictionary<string, AxisReadout> ByAxis, IReadOnlyList<AxisNote> Notes);
