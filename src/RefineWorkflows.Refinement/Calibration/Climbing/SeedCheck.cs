namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>The prompt that converged, with another seed.</summary>
/// <param name="Seed">The other seed.</param>
/// <param name="OverallScore">From 0 to 1; null when the judge's reply could not be read.</param>
/// <param name="MismatchCount">Null when the judge's reply could not be read.</param>
public sealed record SeedCheck(ulong Seed, double? OverallScore, int? MismatchCount);
