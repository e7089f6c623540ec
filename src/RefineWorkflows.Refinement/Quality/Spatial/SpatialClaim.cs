using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>Something that a prompt says about places and numbers, and that boxes can confirm.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RelationClaim), "relation")]
[JsonDerivedType(typeof(CountClaim), "count")]
[JsonDerivedType(typeof(ShareClaim), "share")]
[JsonDerivedType(typeof(PlaceClaim), "place")]
[JsonDerivedType(typeof(LightClaim), "light")]
public abstract record SpatialClaim
{
    /// <summary>The things that have to be there for the claim to hold.</summary>
    internal virtual IEnumerable<string> Needs => [];
}
