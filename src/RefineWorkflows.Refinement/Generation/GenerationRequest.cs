namespace RefineWorkflows.Refinement.Generation;

/// <summary>One picture to make.</summary>
/// <param name="Prompt">The exact text handed to the generator.</param>
/// <param name="NegativePrompt">What should not be seen; null or empty when nothing is excluded.</param>
/// <param name="Seed">Decides everything the words leave open.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Reference">Encoded picture (PNG, JPEG, WebP or GIF) to start from; null for text to image.</param>
/// <param name="Strength">How far the result may move away from the reference: 0 keeps it, 1 ignores it. Null without a reference or without the knob.</param>
public sealed record GenerationRequest(
    string Prompt,
    string? NegativePrompt,
    ulong Seed,
    int Width,
    int Height,
    ReadOnlyMemory<byte>? Reference = null,
    double? Strength = null)
{
    /// <summary>That it shall move; null for a still picture.</summary>
    public ClipRequest? Clip { get; init; }
}
