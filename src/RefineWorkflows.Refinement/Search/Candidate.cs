using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Search;

/// <summary>A picture that was made and judged, before the decision about it.</summary>
/// <param name="Iteration">The iteration that made it: one more than the state's.</param>
/// <param name="Prompt">The working prompt it was made from.</param>
/// <param name="Idea">The idea that led to it; null for the first picture.</param>
/// <param name="File">Its file in the run folder.</param>
/// <param name="Score">From 1 to 10; null when the judge gave none. Compares as 0.</param>
/// <param name="Verdict">What the judge said.</param>
public sealed record Candidate(int Iteration, string Prompt, string? Idea, string File, double? Score, Verdict Verdict);
