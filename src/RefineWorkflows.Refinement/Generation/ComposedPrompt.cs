namespace RefineWorkflows.Refinement.Generation;

/// <summary>What is handed to the generator.</summary>
/// <param name="Text">The exact prompt.</param>
/// <param name="NegativePrompt">The exact negative prompt; null where none may be sent.</param>
/// <param name="Truncated">Whether trailing descriptors were cut to fit the encoder.</param>
public sealed record ComposedPrompt(string Text, string? NegativePrompt, bool Truncated);
