namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>One tile of the collage, before it is read.</summary>
/// <param name="Number">The iteration, shown on the badge.</param>
/// <param name="Read">Gives the encoded picture.</param>
/// <param name="Score">Shown on the badge; null leaves it out.</param>
public sealed record CollagePicture(int Number, Func<byte[]> Read, double? Score);
