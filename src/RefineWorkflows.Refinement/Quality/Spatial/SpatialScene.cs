namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>What was found in one picture.</summary>
/// <param name="Width">Columns of the picture.</param>
/// <param name="Height">Rows of the picture.</param>
/// <param name="Things">Everything found; several of one kind have one name.</param>
/// <param name="Light">Where light comes from; null when nobody looked.</param>
public sealed record SpatialScene(int Width, int Height, IReadOnlyList<FoundThing> Things, LightSide? Light = null)
{
    /// <summary>All things of a name, the surest first, then the largest.</summary>
    internal IReadOnlyList<FoundThing> Named(string name)
        => [.. Things.Where(thing => thing.Name.Trim().Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)).OrderByDescending(thing => thing.Confidence).ThenByDescending(thing => thing.Area)];
}
