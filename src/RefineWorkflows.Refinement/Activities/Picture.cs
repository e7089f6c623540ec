namespace RefineWorkflows.Refinement.Activities;

/// <summary>What GenerateImage hands on: a picture on disk and what it was made from.</summary>
/// <param name="Iteration">The iteration it belongs to, from 1.</param>
/// <param name="File">File in the run's folder.</param>
/// <param name="Sha256">Hash of its bytes, lower-case hex.</param>
/// <param name="Prompt">The working prompt.</param>
/// <param name="SentPrompt">The exact text the generator got.</param>
/// <param name="Seed">The seed it really used.</param>
/// <param name="Reference">The picture it started from, or null.</param>
/// <param name="Strength">How far it could move away from the reference; null without the knob.</param>
/// <param name="StartedAt">When the generation began.</param>
/// <param name="Blocked">Why the generator would not paint it, in its words; a grey picture stands for it then. Null for a real one.</param>
public sealed record Picture(
    int Iteration,
    string File,
    string Sha256,
    string Prompt,
    string SentPrompt,
    ulong Seed,
    string? Reference,
    double? Strength,
    DateTimeOffset StartedAt,
    string? Blocked = null)
{
    /// <summary>The clip that the picture is the contact sheet of, in the run's folder; null of a still picture.</summary>
    public string? Clip { get; init; }

    /// <summary>What the generator wants to be known about it, for example that it may have been made twice.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
