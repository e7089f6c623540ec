using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Pairs;

namespace RefineWorkflows.Refinement.Search;

/// <summary>A picture that was made and judged, before the decision about it.</summary>
/// <param name="Iteration">The iteration that made it: one more than the state's.</param>
/// <param name="Prompt">The working prompt it was made from.</param>
/// <param name="Idea">The idea that led to it; null for the first picture.</param>
/// <param name="File">Its file in the run folder.</param>
/// <param name="Score">From 1 to 10; null when the judge gave none. Compares as 0.</param>
/// <param name="Verdict">What the judge said.</param>
public sealed record Candidate(int Iteration, string Prompt, string? Idea, string File, double? Score, Verdict Verdict)
{
    /// <summary>How it stands against the best picture so far: that one is Image A, this one Image B. Null where pictures are accepted by score, and for the first.</summary>
    public PairWinner? Comparison { get; init; }
}
