namespace RefineWorkflows.Refinement.Quality.Semantic;

/// <summary>What a vision judge said to one question about one thing or attribute of the prompt.</summary>
/// <param name="Entity">What was asked for: <c>a red ball</c>.</param>
/// <param name="Confirmed">Whether it is to be seen; null when the answer could not be read (<see cref="YesNo"/>).</param>
public sealed record EntityAnswer(string Entity, bool? Confirmed);
