namespace RefineWorkflows.Refinement.Search;

/// <summary>The proposer is asked for one new way to take a picture further.</summary>
/// <param name="Base">The picture to start from.</param>
/// <param name="RejectedIdeas">Ideas already tried against it that did not help, oldest first; may be empty.</param>
/// <param name="ProposerTemperature">Sampling temperature for the proposer. The judge's is never changed.</param>
public sealed record AskDifferent(SearchStep Base, IReadOnlyList<string> RejectedIdeas, double ProposerTemperature) : NextStep;
