namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>What the clips of a run are to a browser.</summary>
public static class ClipTypes
{
    /// <summary>Whether a clip is a video, and not an animated picture.</summary>
    public static bool IsVideo(string file) => Path.GetExtension(file) is ".mp4" or ".webm";

    /// <summary>The media type of a clip's file.</summary>
    public static string Of(string file) => $"{(IsVideo(file) ? "video" : "image")}/{Path.GetExtension(file).TrimStart('.')}";
}
