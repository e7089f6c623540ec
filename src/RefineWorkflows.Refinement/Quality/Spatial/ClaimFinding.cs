namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>What was found of one claim of the prompt.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Value">0 (not at all) to 1 (it holds); null when nobody can know, which does not count.</param>
/// <param name="Because">What was seen, for people.</param>
public sealed record ClaimFinding(SpatialClaim Claim, double? Value, string Because);
