using System.Text.Json.Nodes;

namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>What the nodes that save moving pictures write.</summary>
internal static class ComfySaver
{
    private static readonly string[] Animations = ["SaveAnimatedWEBP"];
    private static readonly string[] Videos = ["SaveVideo", "SaveWEBM"];

    /// <summary>ComfyUI-VideoHelperSuite, which nearly every video workflow has: its input tells the format.</summary>
    private const string Combine = "VHS_VideoCombine";

    public static bool SavesClip(JsonNode? node) => Class(node) is var type && (type == Combine || Animations.Contains(type) || Videos.Contains(type));

    /// <summary>Whether it writes an MP4 or WebM, which only ffmpeg can look into.</summary>
    public static bool SavesVideo(JsonNode? node)
        => Class(node) is var type && (Videos.Contains(type) || (type == Combine && ComfyOutcome.Text(node?["inputs"]?["format"]).StartsWith("video/", StringComparison.Ordinal)));

    /// <summary>Whether it sends its pictures over the socket and writes none.</summary>
    public static bool SendsPictures(JsonNode? node) => Class(node) == "SaveImageWebsocket";

    private static string Class(JsonNode? node) => ComfyOutcome.Text(node?["class_type"]);
}
