namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>
/// The spatial relationship score of VBench, as it is: it asks only which axis dominates, so it cannot tell left from right.
/// For comparison with published numbers, under this name; never for a grade.
/// </summary>
public static class VbenchSpatial
{
    /// <summary>The name under which it is reported.</summary>
    public const string Key = "vbench_spatial";

    private const double Overlapping = 0.1;

    /// <summary>The score of two boxes in one frame.</summary>
    /// <param name="relation">Left of and right of ask for the horizontal axis, above and below for the vertical one.</param>
    /// <returns>1 when the axis dominates and the boxes overlap by less than 0.1 (intersection over union), 0.1 / overlap when they overlap more, 0 when the other axis dominates; null for other relations.</returns>
    public static double? Value(RelationKind relation, Box one, Box other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        (double across, double down) = (Math.Abs(one.CentreX - other.CentreX), Math.Abs(one.CentreY - other.CentreY));
        bool? dominates = relation switch
        {
            RelationKind.LeftOf or RelationKind.RightOf => across > down,
            RelationKind.Above or RelationKind.Below => down > across,
            _ => null,
        };
        double shared = one.Overlap(other);
        double overlap = shared / (one.Area + other.Area - shared);
        return dominates switch
        {
            null => null,
            false => 0,
            true => overlap < Overlapping ? 1 : Overlapping / overlap,
        };
    }
}
