namespace RefineWorkflows.Refinement.Reproduction;

/// <summary>A picture cannot be made again.</summary>
public sealed class ReproductionException(string message) : RefinementException(message);
