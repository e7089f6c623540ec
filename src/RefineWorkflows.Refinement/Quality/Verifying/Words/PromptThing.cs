namespace RefineWorkflows.Refinement.Quality.Verifying.Words;

/// <summary>Something that a prompt names.</summary>
/// <param name="Name">Singular, lower case, without its attributes: <c>hot dog</c>.</param>
/// <param name="Said">The same as the prompt has it: <c>hotdogs</c>.</param>
/// <param name="Colour">One of the twelve plain colour names; null when the prompt gives none.</param>
public sealed record PromptThing(string Name, string Said, string? Colour);
