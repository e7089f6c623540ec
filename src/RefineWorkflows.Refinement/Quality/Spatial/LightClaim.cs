namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>That light falls in from a side; from two, when it comes out of a corner.</summary>
public sealed record LightClaim(LightSide From) : SpatialClaim
{
    public override string ToString() => $"light from {(From == LightSide.None ? "no side" : From.ToString().ToLowerInvariant().Replace(", ", " and ", StringComparison.Ordinal))}";
}
