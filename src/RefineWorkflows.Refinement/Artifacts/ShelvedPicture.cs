namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>A picture on the shelf.</summary>
/// <param name="Name">What runs name it by: 16 hexadecimal digits and <c>.png</c>.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record ShelvedPicture(string Name, int Width, int Height);
