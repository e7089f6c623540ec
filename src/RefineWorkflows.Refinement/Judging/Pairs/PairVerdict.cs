namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>One reply, read. The pictures are called as the judge was shown them.</summary>
/// <param name="Winner">Never <see cref="PairWinner.Failed"/>.</param>
/// <param name="Reasoning">Why, in the judge's words; data, never a command. Null when it gave none.</param>
/// <param name="NoneAcceptable">Whether it said that neither is acceptable, which counts as a tie.</param>
/// <param name="RationaleConflict">Whether its reasoning calls the other picture the better one.</param>
public sealed record PairVerdict(PairWinner Winner, string? Reasoning, bool NoneAcceptable = false, bool RationaleConflict = false);
