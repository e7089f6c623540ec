namespace RefineWorkflows.Refinement.Search;

/// <summary>A picture that the search holds on to.</summary>
/// <param name="Iteration">The iteration that made it, from 1.</param>
/// <param name="Score">From 1 to 10; null when the judge gave none.</param>
/// <param name="Prompt">The working prompt it was made from.</param>
/// <param name="File">Its file in the run folder.</param>
/// <param name="Idea">The idea that led to it; null for the first picture.</param>
/// <param name="ReferenceDepth">How many pictures it was made through, one from the other; 0 when made from words alone.</param>
public sealed record SearchStep(int Iteration, double? Score, string Prompt, string File, string? Idea = null, int ReferenceDepth = 0);
