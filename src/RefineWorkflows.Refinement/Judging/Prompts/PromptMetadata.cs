namespace RefineWorkflows.Refinement.Judging.Prompts;

/// <summary>What a prompt is filled with and answered by.</summary>
/// <param name="InputSchemaName">One of <see cref="PromptInputs"/>.</param>
/// <param name="OutputSchemaName">What the answer's schema is called.</param>
internal sealed record PromptMetadata(string InputSchemaName, string OutputSchemaName);
