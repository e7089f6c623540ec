using System.Text.Json.Nodes;
using RefineWorkflows.Imaging.Clips;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;

namespace RefineWorkflows.Server.DevServers;

/// <summary>Runs a workflow of the nodes of <see cref="ComfyDevNodes"/> with the embedded painter in the sampler's place.</summary>
internal sealed class ComfyDevPainter(Func<string, byte[]> input)
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private static readonly ClipCodec Clips = new(ImageLimits.Default);
    private readonly EmbeddedPainter painter = new();

    public async Task<ComfyDevPainting> PaintAsync(JsonObject workflow, string output, CancellationToken cancellationToken)
    {
        JsonObject saver = Inputs(workflow[output]);
        JsonObject source = saver.ContainsKey("video") ? Source(workflow, saver, "video") : saver;
        JsonObject sampler = Source(workflow, Source(workflow, source, "images"), "samples");
        JsonObject latent = Source(workflow, sampler, "latent_image");
        string text = Text(Source(workflow, sampler, "positive"));
        string negative = Text(Source(workflow, sampler, "negative"));
        (int width, int height, byte[]? reference) = latent.ContainsKey("pixels") ? Reference(workflow, latent) : ((int)latent["width"]!, (int)latent["height"]!, null);
        var request = new GenerationRequest(
            text, negative.Length > 0 ? negative : null, sampler["seed"]!.GetValue<ulong>(), width, height,
            reference is null ? default(ReadOnlyMemory<byte>?) : reference, reference is null ? null : sampler["denoise"]!.GetValue<double>());
        int frames = Frames(latent);
        double rate = ((double?)source["fps"] ?? (double?)source["frame_rate"]) ?? 8;
        GeneratedImage image = await painter.GenerateAsync(request with { Clip = frames > 1 ? new ClipRequest(frames, rate) : null }, cancellationToken);
        return image.Clip is { } clip
            ? new ComfyDevPainting([.. Clips.Split(clip.Bytes, [.. Enumerable.Range(0, clip.Frames)]).Select(frame => Codec.EncodePng(frame))], rate)
            : new ComfyDevPainting([image.Bytes.ToArray()], rate);
    }

    /// <summary>Video models of this kind make 4n+1 frames; pictures come in batches of any size.</summary>
    private static int Frames(JsonObject latent) => latent["length"] is { } length ? (((int)length - 1) / 4 * 4) + 1 : (int?)latent["batch_size"] ?? 1;

    private (int Width, int Height, byte[] Picture) Reference(JsonObject workflow, JsonObject encode)
    {
        JsonObject pixels = Source(workflow, encode, "pixels");
        bool scaled = pixels["image"] is JsonArray;
        byte[] picture = input((string)(scaled ? Source(workflow, pixels, "image") : pixels)["image"]!);
        ImageHeader header = Codec.ReadHeader(picture);
        return scaled ? ((int)pixels["width"]!, (int)pixels["height"]!, picture) : (header.Width, header.Height, picture);
    }

    private static string Text(JsonObject inputs) => (string?)inputs["text"] ?? "";

    private static JsonObject Inputs(JsonNode? node) => (JsonObject)node!["inputs"]!;

    /// <summary>The inputs of the node that an input is connected to.</summary>
    private static JsonObject Source(JsonObject workflow, JsonObject inputs, string name) => Inputs(workflow[(string)inputs[name]![0]!]);
}
