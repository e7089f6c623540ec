using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Search;

/// <summary>A picture with its verdict, before the decision.</summary>
/// <param name="Iteration">From 1, without gaps.</param>
/// <param name="Image">File name of the picture inside the run folder.</param>
/// <param name="Prompt">The working prompt it was made from.</param>
/// <param name="Idea">The description that led to the prompt; null in iteration 1, which starts from the user's words.</param>
/// <param name="Verdict">What the judge answered, after retries.</param>
/// <param name="Fidelity">Likeness to the first picture, 0 to 1, for <see cref="SearchSettings.MaxFidelityLoss"/>; null when not measured.</param>
public sealed record Candidate(int Iteration, string Image, string Prompt, string? Idea, Verdict Verdict, double? Fidelity = null);
