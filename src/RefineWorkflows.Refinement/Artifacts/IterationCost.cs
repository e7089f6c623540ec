namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>What one iteration took.</summary>
/// <param name="EvaluatorCalls">Calls of the judge: 1, and one more for each reply that could not be read.</param>
/// <param name="ProposerCalls">Calls of the proposer, for ideas and for condensing.</param>
public sealed record IterationCost(int EvaluatorCalls, int ProposerCalls);
