namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>What was found of one thing of the prompt.</summary>
/// <param name="Thing">As the prompt names it.</param>
/// <param name="Count">How many there are; 0 when it is missing.</param>
/// <param name="Share">Share of the picture that all of them cover together, 0 to 1; where they overlap it counts twice, up to 1.</param>
/// <param name="Zone">Where the surest of them is; null when it is missing.</param>
public sealed record ThingFinding(string Thing, int Count, double Share, Zone? Zone);
