namespace RefineWorkflows.Tuning.Pairs;

/// <summary>Three pictures that were preferred in a circle: the first over the second, the second over the third, the third over the first.</summary>
/// <param name="First">Hash of a picture.</param>
/// <param name="Second">The one it was preferred to.</param>
/// <param name="Third">The one that the second was preferred to.</param>
public sealed record CyclicTriple(string First, string Second, string Third);
