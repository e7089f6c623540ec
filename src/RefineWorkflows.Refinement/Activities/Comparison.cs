using RefineWorkflows.Refinement.Judging.Pairs;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>What JudgePair hands on: how a picture stands against the best so far.</summary>
/// <param name="Iteration">The picture, Image B.</param>
/// <param name="Incumbent">The iteration of the best so far, Image A.</param>
/// <param name="Winner">Who won; failed where nobody could tell.</param>
/// <param name="Judge">Who judged; empty when nobody was asked.</param>
/// <param name="Reasoning">Why, in the judge's words; data, never a command. Null when it gave no reason.</param>
public sealed record Comparison(int Iteration, int Incumbent, PairWinner Winner, string Judge, string? Reasoning)
{
    /// <summary>How the verdicts in the two orders go together, one for each sample.</summary>
    public IReadOnlyList<PairConsistency> Consistency { get; init; } = [];

    /// <summary>Whether nobody was asked, because the same question had been answered before.</summary>
    public bool CacheHit { get; init; }

    /// <summary>Whether the judge is of the model family that made the pictures.</summary>
    public bool SelfPreferenceRisk { get; init; }
}
