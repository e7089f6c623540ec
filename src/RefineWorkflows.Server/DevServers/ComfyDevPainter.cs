using System.Text.Json.Nodes;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;

namespace RefineWorkflows.Server.DevServers;

/// <summary>Runs a workflow of the nodes of <see cref="ComfyDevNodes"/> with the embedded painter in the sampler's place.</summary>
internal sealed class ComfyDevPainter(Func<string, byte[]> input)
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private readonly EmbeddedPainter painter = new();

    public async Task<byte[]> PaintAsync(JsonObject workflow, string output, CancellationToken cancellationToken)
    {
        JsonObject sampler = Source(workflow, Source(workflow, Inputs(workflow[output]), "images"), "samples");
        JsonObject latent = Source(workflow, sampler, "latent_image");
        string text = Text(Source(workflow, sampler, "positive"));
        string negative = Text(Source(workflow, sampler, "negative"));
        (int width, int height, byte[]? reference) = latent.ContainsKey("pixels") ? Reference(workflow, latent) : ((int)latent["width"]!, (int)latent["height"]!, null);
        var request = new GenerationRequest(
            text, negative.Length > 0 ? negative : null, sampler["seed"]!.GetValue<ulong>(), width, height,
            reference is null ? default(ReadOnlyMemory<byte>?) : reference, reference is null ? null : sampler["denoise"]!.GetValue<double>());
        return (await painter.GenerateAsync(request, cancellationToken)).Bytes.ToArray();
    }

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
