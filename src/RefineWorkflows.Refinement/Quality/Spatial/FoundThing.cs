namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>One thing that a detector or a measurement found in a picture.</summary>
/// <param name="Name">What it is called; case does not matter.</param>
/// <param name="Box">Where it is.</param>
/// <param name="Confidence">How sure the finder is, greater is surer; of several with one name the surest stands in relations. 1 when it does not say.</param>
/// <param name="MaskArea">Pixels that its mask covers; null when there is only the box.</param>
/// <param name="Depth">How far from the viewer, in any unit that grows with distance; null without a source of depth.</param>
public sealed record FoundThing(string Name, Box Box, double Confidence = 1, double? MaskArea = null, double? Depth = null)
{
    /// <summary>Square pixels of its mask, or else of its box.</summary>
    public double Area => MaskArea ?? Box.Area;
}
