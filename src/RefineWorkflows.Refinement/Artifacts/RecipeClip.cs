using System.Security.Cryptography;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>The clip that a picture is the contact sheet of.</summary>
/// <param name="File">Its file, beside the picture.</param>
/// <param name="Sha256">Hash of its bytes, lower-case hex.</param>
/// <param name="Frames">How many frames it has.</param>
/// <param name="FramesPerSecond">How many are shown a second; 0 where that is not known.</param>
public sealed record RecipeClip(string File, string Sha256, int Frames, double FramesPerSecond)
{
    /// <summary>What stands in the recipe of a clip that was just made.</summary>
    internal static RecipeClip Of(string file, GeneratedClip clip)
        => new(file, Convert.ToHexStringLower(SHA256.HashData(clip.Bytes.Span)), clip.Frames, clip.FramesPerSecond);
}
