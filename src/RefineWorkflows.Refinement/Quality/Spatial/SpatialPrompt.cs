namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>What a prompt asks of places and numbers.</summary>
/// <param name="Things">Everything that is to be seen. What claims need counts too.</param>
/// <param name="Claims">What is said about them.</param>
public sealed record SpatialPrompt(IReadOnlyList<string> Things, IReadOnlyList<SpatialClaim> Claims);
