using RefineWorkflows.Refinement.Quality.Spatial;

namespace RefineWorkflows.Refinement.Quality.Verifying.Words;

/// <summary>What a prompt says, as far as plain rules can read it.</summary>
/// <param name="Things">What it names, in order, each once; the first is what it is about.</param>
/// <param name="Claims">What it says of places, numbers, sizes and light.</param>
/// <param name="Background">The colour that it gives the background; null for none.</param>
/// <param name="Mood">The words that are left: of light, mood, weather and style.</param>
public sealed record PromptStructure(IReadOnlyList<PromptThing> Things, IReadOnlyList<SpatialClaim> Claims, string? Background, string Mood);
