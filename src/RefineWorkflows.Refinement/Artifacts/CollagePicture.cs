namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>One tile of the collage, before it is decoded.</summary>
/// <param name="Number">The iteration, shown on the badge.</param>
/// <param name="Png">The encoded picture.</param>
/// <param name="Score">Shown on the badge; null leaves it out.</param>
public sealed record CollagePicture(int Number, ReadOnlyMemory<byte> Png, double? Score);
