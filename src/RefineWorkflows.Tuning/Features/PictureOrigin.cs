using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Tuning.Features;

/// <summary>What a picture says about itself: our own carry the prompt that they were made from.</summary>
public static class PictureOrigin
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    /// <summary>What is known of a picture from its own file; nothing for pictures of others, and for clips.</summary>
    public static PictureContext ContextOf(GradeSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return !subject.IsClip && subject.Frames[0].Span.StartsWith(PngSignature) && PictureMetadata.Read(subject.Frames[0].Span) is { } recipe
            ? PictureContext.None with { MadeFrom = recipe.Prompt }
            : PictureContext.None;
    }
}
