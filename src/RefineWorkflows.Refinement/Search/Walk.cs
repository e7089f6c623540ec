using System.Globalization;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Pairs;

namespace RefineWorkflows.Refinement.Search;

/// <summary>One picture against one state: what every strategy asks about the two.</summary>
internal sealed class Walk
{
    public Walk(SearchSettings settings, SearchState state, Candidate candidate)
    {
        Settings = settings;
        Before = state;
        // A picture counts as made from the best one only where the strategy makes it so.
        int depth = settings.Strategy == StrategyKind.Img2Img && state.Best is { } reference ? reference.ReferenceDepth + 1 : 0;
        Here = new SearchStep(candidate.Iteration, candidate.Score, candidate.Prompt, candidate.File, candidate.Idea, depth);
        Comparison = state.Best is null ? null : candidate.Comparison;
        IsBest = state.Best is null || (settings.Pairwise ? Comparison == PairWinner.ImageB : Value(Here) > Value(state.Best));
        Continuation = candidate.Verdict.Action == VerdictAction.Continue ? candidate.Verdict.NextPrompt : null;
    }

    public SearchSettings Settings { get; }

    public SearchState Before { get; }

    public SearchStep Here { get; }

    public bool IsBest { get; }

    public string? Continuation { get; }

    /// <summary>What the comparison with the best so far says; null where there was none.</summary>
    public PairWinner? Comparison { get; }

    public int Stale => IsBest ? 0 : Before.Stale + 1;

    public SearchStep Best => IsBest ? Here : Before.Best!;

    /// <summary>The rejected list with the idea that made this picture, never with the one its judge suggests.</summary>
    public IReadOnlyList<string> RejectedWithThisIdea
        => string.IsNullOrWhiteSpace(Here.Idea) ? Before.Rejected : [.. Before.Rejected, Here.Idea];

    public double? DeltaTo(SearchStep? other) => other is null ? null : Value(Here) - Value(other);

    public static double Value(SearchStep step) => step.Score ?? 0;

    public static string Signed(double delta) => delta.ToString("+0.###;-0.###;0", CultureInfo.InvariantCulture);
}
