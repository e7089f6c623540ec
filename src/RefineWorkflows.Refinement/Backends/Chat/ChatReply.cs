namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>What the model answered.</summary>
/// <param name="Text">The answer without its reasoning.</param>
/// <param name="InputTokens">What the question cost; null when it did not say.</param>
/// <param name="OutputTokens">What the answer cost; null when it did not say.</param>
/// <param name="WasCut">Whether it ended only because it may not be longer.</param>
public sealed record ChatReply(string Text, int? InputTokens = null, int? OutputTokens = null, bool WasCut = false);
