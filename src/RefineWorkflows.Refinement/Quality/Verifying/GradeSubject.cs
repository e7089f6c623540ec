using RefineWorkflows.Refinement.Quality.Preference;

namespace RefineWorkflows.Refinement.Quality.Verifying;

/// <summary>One picture or clip that is to be graded.</summary>
/// <param name="Prompt">What it was meant to show.</param>
/// <param name="Frames">Encoded pictures in order; one for a still picture.</param>
/// <param name="FramesPerSecond">How fast the frames follow each other; 0 when unknown.</param>
public sealed record GradeSubject(string Prompt, IReadOnlyList<ReadOnlyMemory<byte>> Frames, double FramesPerSecond = 0)
{
    /// <summary>What is known of the user's taste, for whoever rates its axes.</summary>
    public TasteBrief Brief { get; init; } = TasteBrief.None;

    /// <summary>Whether it has more than one frame, so that motion can be spoken of.</summary>
    public bool IsClip => Frames.Count > 1;
}
