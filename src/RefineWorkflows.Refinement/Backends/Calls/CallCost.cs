namespace RefineWorkflows.Refinement.Backends.Calls;

/// <summary>What one call of a back end takes, as expected before it or as counted after it.</summary>
/// <param name="Pictures">Pictures.</param>
/// <param name="InputTokens">Tokens that are read; null where nobody counts them.</param>
/// <param name="OutputTokens">Tokens that are written; null where nobody counts them.</param>
public readonly record struct CallCost(int Pictures, int? InputTokens, int? OutputTokens);
