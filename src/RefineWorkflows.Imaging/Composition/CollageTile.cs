namespace RefineWorkflows.Imaging.Composition;

/// <summary>One picture of a collage.</summary>
/// <param name="Image">The picture; of a video its middle frame.</param>
/// <param name="Number">What the badge calls it: <c>#01</c>.</param>
/// <param name="Score">Shown as <c>S/10</c> with at most one decimal; null when it was not judged.</param>
public sealed record CollageTile(RgbImage Image, int Number, double? Score);
