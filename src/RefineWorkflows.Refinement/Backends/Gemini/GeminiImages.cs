using System.Text.Json.Nodes;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends.Gemini;

/// <summary>
/// Pictures from a Gemini model. It is asked for a shape, not for a size in pixels; it takes no seed and cannot be asked for
/// a lost result, so a step that was under way when a process died is made and paid again.
/// </summary>
public sealed class GeminiImages : IImageGenerator, IDisposable
{
    /// <summary>Gemini refuses requests of more than about 20 MB, and base64 makes a third more of what is sent.</summary>
    private const int LargestReference = 12 << 20;
    private const int JpegQuality = 95;

    private static readonly (int Width, int Height)[] Shapes = [(1, 1), (2, 3), (3, 2), (3, 4), (4, 3), (4, 5), (5, 4), (9, 16), (16, 9), (21, 9)];
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    private readonly GeminiServer server;
    private volatile bool shapeIsRefused;

    public GeminiImages(BackEndSettings settings, TimeProvider time)
    {
        server = new GeminiServer(settings, time);
        Capabilities = new GeneratorCapabilities(settings.Name, settings.PromptTokens([settings.Model], null), SupportsNegativePrompt: false, SupportsReference: true, SupportsStrength: false);
    }

    public GeneratorCapabilities Capabilities { get; }

    /// <inheritdoc/>
    /// <remarks>The picture has the nearest shape that the model makes, in pixels of the model's choice.</remarks>
    public async Task<GeneratedImage> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        GeneratorLimits.Require(Capabilities, request, server.Http);
        GeminiReply reply = await SendAsync(request, cancellationToken);
        if (reply.Pictures.Count == 0)
            throw server.Http.Failure(BackEndFailure.Protocol, $"It answers without a picture. Name an image model in the settings, or say more plainly that a picture is wanted. It says '{server.Http.Shown(reply.Text)}'.");
        // Where a model shows several, the last is the one that it was content with.
        byte[] bytes = Base64Bytes.TryDecode(reply.Pictures[^1]) ?? throw server.Http.Failure(BackEndFailure.Protocol, "The picture in its reply is no base64.");
        return ReturnedPicture.Read(server.Http, bytes, request.Seed) with { HonoursSeed = false, Tokens = reply.InputTokens + reply.OutputTokens };
    }

    /// <summary>Asks which models there are; changes nothing and costs nothing.</summary>
    /// <exception cref="BackEndException">It cannot be reached, or it has not the model of the settings.</exception>
    public Task<BackEndState> AskAsync(CancellationToken cancellationToken) => server.StateAsync(cancellationToken);

    public void Dispose() => server.Dispose();

    private async Task<GeminiReply> SendAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        bool shaped = !shapeIsRefused;
        try
        {
            return await server.GenerateAsync(Body(request, shaped), cancellationToken);
        }
        catch (BackEndException refused) when (shaped && refused.Failure == BackEndFailure.InvalidRequest && IsAboutShape(refused.Message))
        {
            shapeIsRefused = true;
            return await server.GenerateAsync(Body(request, shaped: false), cancellationToken);
        }
    }

    // Older models do not know the field at all, some of the newer ones not every shape.
    private static bool IsAboutShape(string said)
        => said.Contains("imageConfig", StringComparison.OrdinalIgnoreCase) || said.Contains("image_config", StringComparison.OrdinalIgnoreCase) || said.Contains("aspect", StringComparison.OrdinalIgnoreCase);

    private static JsonObject Body(GenerationRequest request, bool shaped)
    {
        var parts = new JsonArray(new JsonObject { ["text"] = request.Prompt });
        if (request.Reference is { } reference)
            parts.Add(GeminiDialect.Picture(Upload(reference)));
        var config = new JsonObject { ["responseModalities"] = new JsonArray("TEXT", "IMAGE") };
        if (shaped)
        {
            double wanted = Math.Log((double)request.Width / request.Height);
            (int width, int height) = Shapes.MinBy(shape => Math.Abs(Math.Log((double)shape.Width / shape.Height) - wanted));
            config["imageConfig"] = new JsonObject { ["aspectRatio"] = $"{width}:{height}" };
        }

        return new JsonObject
        {
            ["contents"] = new JsonArray(new JsonObject { ["role"] = "user", ["parts"] = parts }),
            ["generationConfig"] = config,
        };
    }

    private static ReadOnlyMemory<byte> Upload(ReadOnlyMemory<byte> reference)
    {
        ImageFormat format = Codec.ReadHeader(reference).Format;
        if (format is ImageFormat.Png or ImageFormat.Jpeg && reference.Length <= LargestReference)
            return reference;
        RgbImage pixels = Codec.Decode(reference);
        byte[] png = Codec.EncodePng(pixels);
        return png.Length <= LargestReference ? png : Codec.EncodeJpeg(pixels, JpegQuality);
    }
}
