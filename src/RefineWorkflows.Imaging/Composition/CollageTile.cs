namespace RefineWorkflows.Imaging.Composition;

/// <summary>One picture of a collage.</summary>
/// <param name="Image">The picture; it is not changed.</param>
/// <param name="Number">Its number, 0 or more: decides its place and stands on its badge.</param>
/// <param name="Score">Its score out of 10, or null when it was not judged.</param>
public sealed record CollageTile(RgbImage Image, int Number, double? Score);
