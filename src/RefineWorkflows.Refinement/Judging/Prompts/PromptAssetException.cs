namespace RefineWorkflows.Refinement.Judging.Prompts;

/// <summary>A prompt asset does not exist, is not whole, or does not fit what it is to be filled with.</summary>
public sealed class PromptAssetException(string message, Exception? inner = null) : RefinementException(message, inner);
