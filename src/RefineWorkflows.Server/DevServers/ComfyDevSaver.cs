using System.Globalization;
using System.Text.Json.Nodes;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Imaging.Metadata;

namespace RefineWorkflows.Server.DevServers;

/// <summary>Writes what was painted as the output nodes of ComfyUI do: pictures, an animation, a video.</summary>
internal static class ComfyDevSaver
{
    private const int JpegQuality = 85;
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    /// <summary>Which list of the history a node's files stand in.</summary>
    public static string ListOf(string type) => type == "VHS_VideoCombine" ? "gifs" : "images";

    public static string KindOf(string type) => type == "PreviewImage" ? "temp" : "output";

    /// <summary>The files of one output node, by name.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Save(ComfyDevPrompt prompt, string node, ComfyDevPainting painting)
    {
        JsonNode told = prompt.Workflow[node]!;
        string type = (string)told["class_type"]!;
        string prefix = (string?)told["inputs"]!["filename_prefix"] ?? "ComfyUI_temp";
        string stem = string.Create(CultureInfo.InvariantCulture, $"{prefix}_{prompt.Number:00000}");
        string format = (string?)told["inputs"]!["format"] ?? "";
        return type switch
        {
            "SaveAnimatedWEBP" => [($"{stem}_.webp", Animation(painting))],
            "VHS_VideoCombine" when format == "image/webp" => [($"{stem}.webp", Animation(painting))],
            "SaveVideo" or "VHS_VideoCombine" => [($"{stem}_.mp4", MotionJpeg.Join([.. Pixels(painting).Select(frame => Codec.EncodeJpeg(frame, JpegQuality))], Pixels(painting)[0].Width, Pixels(painting)[0].Height, painting.FramesPerSecond))],
            _ => [.. painting.Frames.Select((frame, place) => (place == 0 ? $"{stem}_.png" : string.Create(CultureInfo.InvariantCulture, $"{stem}_{place:000}_.png"), WithPrompt(frame, prompt)))],
        };
    }

    private static byte[] WithPrompt(byte[] png, ComfyDevPrompt prompt) => PngText.Write(png, new Dictionary<string, string> { ["prompt"] = prompt.Workflow.ToJsonString() });

    private static byte[] Animation(ComfyDevPainting painting) => new ClipCodec(ImageLimits.Default).Join(Pixels(painting), painting.FramesPerSecond);

    private static RgbImage[] Pixels(ComfyDevPainting painting) => [.. painting.Frames.Select(frame => Codec.Decode(frame))];
}
