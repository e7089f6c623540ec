namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>The prompt that converged is tried with another seed.</summary>
/// <param name="Seed">From 0 to 2^31 − 2.</param>
public sealed record CheckSeed(ulong Seed) : CalibrationMove;
