namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>That a thing lies at a side of the picture, or in its middle.</summary>
/// <param name="Thing">What is looked at.</param>
/// <param name="At">Where. A row or column of 0 is not asked for, unless both are: then it is the middle.</param>
public sealed record PlaceClaim(string Thing, Zone At) : SpatialClaim
{
    internal override IEnumerable<string> Needs => [Thing];

    public override string ToString() => $"{Thing} at the {(At is { Column: 0, Row: 0 } ? "centre" : string.Join(' ', Words()))}";

    private IEnumerable<string> Words()
    {
        if (At.Row != 0)
            yield return At.Row < 0 ? "top" : "bottom";
        if (At.Column != 0)
            yield return At.Column < 0 ? "left" : "right";
    }
}
