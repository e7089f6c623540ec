using RefineWorkflows.Refinement.Quality.Spatial;

namespace RefineWorkflows.Refinement.Quality.Verifying.Asking;

/// <summary>A prompt as a model took it apart.</summary>
/// <param name="Things">The things it names.</param>
/// <param name="Questions">What is to be asked about a picture: the thing or attribute, and the question.</param>
/// <param name="Claims">What it says of places, numbers, sizes and light.</param>
internal sealed record PromptParts(IReadOnlyList<string> Things, IReadOnlyList<PartQuestion> Questions, IReadOnlyList<SpatialClaim> Claims);
