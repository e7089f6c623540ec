namespace RefineWorkflows.Refinement.Quality.Verifying.Asking;

/// <summary>One question about a picture that is answered by yes or no.</summary>
/// <param name="Entity">What is asked for, as evidence calls it.</param>
/// <param name="Text">The question.</param>
internal sealed record PartQuestion(string Entity, string Text);
