using RefineWorkflows.Refinement.Judging.Pairs;

namespace RefineWorkflows.Refinement.Judging.Panel;

/// <summary>What a panel says about two pictures.</summary>
/// <param name="Vote">All voices together.</param>
/// <param name="Comparisons">Each judge's own verdict, in the order of the panel.</param>
public sealed record PairPanelVerdict(PanelVote Vote, IReadOnlyList<PairComparison> Comparisons);
