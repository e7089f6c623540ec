namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>What geometry says of a picture.</summary>
/// <param name="Reading">The spatial channel: presence · relation, or presence when there is no relation that can be known.</param>
/// <param name="Presence">Share of the things that were found, 0 to 1; null when the prompt names none.</param>
/// <param name="Relation">Mean over the claims that can be known, 0 to 1; null when there is none.</param>
/// <param name="Things">One finding a thing, in the prompt's order.</param>
/// <param name="Claims">One finding a claim, in the prompt's order, also of those that nobody can know.</param>
public sealed record SpatialReport(
    ChannelReading Reading,
    double? Presence,
    double? Relation,
    IReadOnlyList<ThingFinding> Things,
    IReadOnlyList<ClaimFinding> Claims)
{
    /// <summary>What a model replied when it was asked for things and places, word for word; empty when nobody was asked.</summary>
    public IReadOnlyList<string> Raw { get; init; } = [];

    /// <param name="because">Why nothing can be said of places, for people.</param>
    public static SpatialReport Missing(string because) => new(ChannelReading.Missing(because), null, null, [], []);
}
