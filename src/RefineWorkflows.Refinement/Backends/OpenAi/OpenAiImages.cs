using System.Net.Http.Headers;
using System.Text.Json;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Backends.OpenAi;

/// <summary>
/// Pictures from a server that speaks OpenAI's images language: generations, and edits where there is a reference. It takes
/// no seed and cannot be asked for a lost result, so a step that was under way when a process died is made and paid again.
/// </summary>
public sealed class OpenAiImages : IImageGenerator, IDisposable
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    private readonly BackEndSettings settings;
    private readonly ModelHttp http;
    private volatile OpenAiImageDialect dialect = OpenAiImageDialect.Usual;

    public OpenAiImages(BackEndSettings settings, TimeProvider time)
    {
        this.settings = settings;
        http = new ModelHttp(settings, (headers, secret) => headers.Authorization = new("Bearer", secret), time);
        Capabilities = new GeneratorCapabilities(settings.Name, settings.PromptTokens([settings.Model], null), settings.NegativePrompt ?? false, SupportsReference: true, SupportsStrength: false);
    }

    public GeneratorCapabilities Capabilities { get; }

    /// <inheritdoc/>
    /// <remarks>A size that the server refuses becomes the nearest in shape that it makes.</remarks>
    public async Task<GeneratedImage> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        GeneratorLimits.Require(Capabilities, request, http);
        string route = request.Reference is null ? "images/generations" : "images/edits";
        for (OpenAiImageDialect speaking = dialect; ;)
        {
            ModelReply reply = await http.SendAsync(Order(route, speaking, request), cancellationToken);
            if (!reply.IsSuccess)
            {
                OpenAiProblem problem = OpenAiProblem.Read(reply, http);
                BackEndException failure = problem.ToFailure(reply, http);
                if (failure.Failure != BackEndFailure.InvalidRequest || speaking.After(problem, request.Reference is not null) is not { } other)
                    throw failure;
                speaking = other;
                continue;
            }

            JsonElement made = First(reply);
            if (made.Words("b64_json") is { } coded)
            {
                dialect = speaking;
                return Picture(coded, reply, request.Seed);
            }

            // Addresses are not followed: whoever answers could send this machine anywhere.
            if (speaking.AsksForBase64)
                throw http.Failure(BackEndFailure.Protocol, "It answers with an address instead of the picture, although it was asked for the picture. Set it up to answer base64.");
            await CallMeter.OrderingAgainAsync(cancellationToken);
            speaking = speaking with { AsksForBase64 = true };
        }
    }

    /// <summary>Asks which models there are; changes nothing and costs nothing.</summary>
    /// <exception cref="BackEndException">It cannot be reached, or it has not the model of the settings.</exception>
    public Task<BackEndState> AskAsync(CancellationToken cancellationToken) => OpenAiModel.StateAsync(settings, http, cancellationToken);

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Order(string route, OpenAiImageDialect speaking, GenerationRequest request)
    {
        var fields = speaking.Fields(settings.Model, request.Prompt, request.NegativePrompt, request.Width, request.Height);
        var order = new HttpRequestMessage(HttpMethod.Post, http.At(route));
        if (request.Reference is not { } reference)
        {
            order.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(fields.ToDictionary())) { Headers = { ContentType = new("application/json") } };
            return order;
        }

        var form = new MultipartFormDataContent();
        foreach ((string name, string value) in fields)
            form.Add(new StringContent(value), $"\"{name}\"");
        form.Add(Upload(reference), $"\"{speaking.ImageField}\"", "\"reference.png\"");
        order.Content = form;
        return order;
    }

    private static ByteArrayContent Upload(ReadOnlyMemory<byte> reference)
    {
        byte[] png = Codec.ReadHeader(reference).Format == ImageFormat.Png ? reference.ToArray() : Codec.EncodePng(Codec.Decode(reference));
        return new ByteArrayContent(png) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
    }

    private JsonElement First(ModelReply reply)
        => JsonAnswer.TryRead(reply.Body) is { } body && body.Each("data").FirstOrDefault() is { ValueKind: JsonValueKind.Object } made && (made.At("b64_json") ?? made.At("url")) is not null
            ? made
            : throw http.Failure(BackEndFailure.Protocol, $"The reply holds no picture. Is {settings.Address} an images server's address? It begins '{http.Shown(reply.Body)}'.");

    private GeneratedImage Picture(string coded, ModelReply reply, ulong seed)
    {
        JsonElement? body = JsonAnswer.TryRead(reply.Body);
        byte[] bytes = Base64Bytes.TryDecode(coded) ?? throw http.Failure(BackEndFailure.Protocol, "The picture in its reply is no base64.");
        return ReturnedPicture.Read(http, bytes, seed) with
        {
            HonoursSeed = false,
            Tokens = (int?)body?.At("usage")?.Count("total_tokens"),
            // Not in the original; servers of one's own put there what their pipeline complained of.
            Warnings = body is { } told ? [.. told.Each("warnings").Where(one => one.ValueKind == JsonValueKind.String).Select(one => http.Shown(one.GetString()!))] : [],
        };
    }
}
