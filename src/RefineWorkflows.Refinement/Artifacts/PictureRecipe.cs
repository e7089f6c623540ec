using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>
/// All that made one picture, as it travels inside of it. It names the run by what was wanted of it and not by its id, so
/// that the same run made again gives the same bytes.
/// </summary>
public sealed record PictureRecipe
{
    /// <summary>The version of this form.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The generator's id.</summary>
    public required string Generator { get; init; }

    /// <summary>The iteration, from 1.</summary>
    public required int Iteration { get; init; }

    /// <summary>The working prompt.</summary>
    public required string Prompt { get; init; }

    /// <summary>The exact text handed to the generator.</summary>
    public required string SentPrompt { get; init; }

    public string? NegativePrompt { get; init; }

    /// <summary>The seed that was really used.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Whether the generator takes a seed at all; false where the same request gives another picture each time.</summary>
    public bool HonoursSeed { get; init; } = true;

    /// <summary>Width that was asked for, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height that was asked for, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The picture it was made from; null when made from words alone.</summary>
    public RecipeReference? Reference { get; init; }

    /// <summary>How far it could move away from the reference; null without the knob.</summary>
    public double? Strength { get; init; }

    /// <summary>That it was asked to move, and for how long; null for a still picture.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ClipRequest? Motion { get; init; }

    /// <summary>The clip that came; null of a still picture.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RecipeClip? Clip { get; init; }

    /// <summary>The picture that the search stood on; null for the first.</summary>
    public RecipeAncestor? Parent { get; init; }

    /// <summary>The best picture before this one; null for the first.</summary>
    public RecipeAncestor? Best { get; init; }

    public required RecipeRun Run { get; init; }

    /// <summary>The request that makes it again.</summary>
    /// <param name="reference">The reference's bytes, where there is one.</param>
    public GenerationRequest Request(ReadOnlyMemory<byte>? reference) => new(SentPrompt, NegativePrompt, Seed, Width, Height, reference, Strength) { Clip = Motion };
}
