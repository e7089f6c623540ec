using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;

namespace RefineWorkflows.Server.DevServers;

/// <summary>Behaves like Gemini's API: one route for words and pictures, and a block is a 200. Its address ends in <c>/v1beta</c>.</summary>
internal sealed class GeminiDevServer
{
    public const string VisionModel = "dev-vision";
    public const string TextModel = "dev-text";
    public const string ImageModel = "dev-painter";

    private const int LettersPerToken = 4;

    private readonly DevMind mind = new();
    private readonly EmbeddedPainter painter = new();
    private int made;

    public GeminiDevServer()
        => Faults = new DevFaults(
            context => context.Request.Method == HttpMethods.Post && context.Request.Path.StartsWithSegments("/v1beta", StringComparison.Ordinal),
            (status, text) => Error(status, text));

    public DevFaults Faults { get; }

    /// <summary>The key that it asks for; null lets everybody in.</summary>
    public string? Key { get; init; }

    /// <summary>The longer side of its pictures in pixels.</summary>
    public int Side { get; init; } = 1024;

    /// <summary>Fields that its models do not know: <c>responseJsonSchema</c>, <c>responseSchema</c>, <c>systemInstruction</c>, <c>imageConfig</c>.</summary>
    public IReadOnlyList<string> Refuses { get; init; } = [];

    /// <summary>Said instead of what it would answer; taken one after the other.</summary>
    public Queue<string> Scripted { get; } = [];

    /// <summary>How the next answers end, without content; taken one after the other. <c>BLOCK</c> stands for a block of the question.</summary>
    public Queue<string> Endings { get; } = [];

    public WebApplication At(string url)
    {
        WebApplication app = DevServers.NewApp(url);
        Faults.Map(app);
        app.Use(LetInAsync);
        app.MapGet("/v1beta/models", () => Results.Json(new { models = new[] { VisionModel, TextModel, ImageModel }.Select(name => new { name = $"models/{name}" }) }));
        app.MapPost("/v1beta/models/{call}", GenerateAsync);
        return app;
    }

    private Task LetInAsync(HttpContext context, RequestDelegate next)
        => Key is null || !context.Request.Path.StartsWithSegments("/v1beta", StringComparison.Ordinal) || context.Request.Headers["x-goog-api-key"] == Key
            ? next(context)
            : Results.Json(
                new { error = new { code = 400, message = $"API key not valid: {context.Request.Headers["x-goog-api-key"]}", status = "INVALID_ARGUMENT", details = new[] { new { reason = "API_KEY_INVALID" } } } },
                statusCode: 400).ExecuteAsync(context);

    private async Task<IResult> GenerateAsync(string call, JsonElement body, CancellationToken cancellationToken)
    {
        string model = call.Split(':')[0];
        JsonElement config = body.GetProperty("generationConfig");
        if (Faults.Take("missing-model") || model is not (VisionModel or TextModel or ImageModel))
            return Refuse(404, $"models/{model} is not found for API version v1beta.");
        if (Faults.Take("oom"))
            return Refuse(500, "out of memory");
        if (Refuses.FirstOrDefault(name => body.TryGetProperty(name, out _) || config.TryGetProperty(name, out _)) is { } unknown)
            return Refuse(400, unknown == "systemInstruction" ? $"Developer instruction is not enabled for models/{model}" : $"Invalid JSON payload received. Unknown name \"{unknown}\" at 'generation_config'");
        DevQuestion question = Read(body, config);
        if (Endings.TryDequeue(out string? ending) || question.Words.Contains(DevMind.Unspeakable, StringComparison.OrdinalIgnoreCase))
            return Ended(ending ?? (model == ImageModel ? "IMAGE_SAFETY" : "BLOCK"));
        if (model == ImageModel)
            return await PaintAsync(question, config, cancellationToken);
        return question.Picture is not null && model == TextModel
            ? Refuse(400, $"Image input modality is not enabled for models/{model}")
            : await AnswerAsync(question, config, cancellationToken);
    }

    private async Task<IResult> AnswerAsync(DevQuestion question, JsonElement config, CancellationToken cancellationToken)
    {
        string answer = Scripted.TryDequeue(out string? scripted) ? scripted : await mind.AnswerAsync(question, cancellationToken);
        int limit = config.GetProperty("maxOutputTokens").GetInt32();
        int tokens = (answer.Length / LettersPerToken) + 1;
        bool cut = tokens > limit;
        if (cut)
            answer = answer[..Math.Min(answer.Length, limit * LettersPerToken)];
        object[] parts = [new { text = "SCORE: 1/10", thought = true }, new { text = answer }];
        return Results.Json(new
        {
            candidates = new[] { new { content = new { parts, role = "model" }, finishReason = cut ? "MAX_TOKENS" : "STOP" } },
            usageMetadata = new { promptTokenCount = 100, candidatesTokenCount = Math.Min(tokens, limit), totalTokenCount = 100 + tokens },
        });
    }

    private async Task<IResult> PaintAsync(DevQuestion question, JsonElement config, CancellationToken cancellationToken)
    {
        (int width, int height) = Size(config);
        int turn = Interlocked.Increment(ref made);
        GeneratedImage picture = await painter.GenerateAsync(new GenerationRequest(question.Words, null, (ulong)turn, width, height, question.Picture), cancellationToken);
        string data = Convert.ToBase64String(picture.Bytes.Span);
        object[] parts =
        [
            // A draft: shown while thinking, and not the picture that was asked for.
            new { thought = true, inlineData = new { mimeType = "image/png", data = "AAAA" } },
            new { text = "Here is your picture." },
            new { inlineData = new { mimeType = "image/png", data } },
        ];
        return Results.Json(new
        {
            candidates = new[] { new { content = new { parts, role = "model" }, finishReason = "STOP" } },
            usageMetadata = new { promptTokenCount = 20, candidatesTokenCount = 1290, totalTokenCount = 1310 },
        });
    }

    private (int Width, int Height) Size(JsonElement config)
    {
        double[] shape = config.TryGetProperty("imageConfig", out JsonElement wanted)
            ? [.. wanted.GetProperty("aspectRatio").GetString()!.Split(':').Select(side => double.Parse(side, CultureInfo.InvariantCulture))]
            : [1, 1];
        double longer = Math.Max(shape[0], shape[1]);
        return ((int)(Side * shape[0] / longer), (int)(Side * shape[1] / longer));
    }

    private static DevQuestion Read(JsonElement body, JsonElement config)
    {
        string words = "";
        var pictures = new List<ReadOnlyMemory<byte>>();
        foreach (JsonElement content in body.GetProperty("contents").EnumerateArray())
        {
            words = "";
            foreach (JsonElement part in content.GetProperty("parts").EnumerateArray())
            {
                if (part.TryGetProperty("text", out JsonElement text))
                    words += text.GetString()!;
                else
                    pictures.Add(Convert.FromBase64String(part.GetProperty("inlineData").GetProperty("data").GetString()!));
            }
        }

        string system = body.TryGetProperty("systemInstruction", out JsonElement told) ? told.GetProperty("parts")[0].GetProperty("text").GetString()! : "";
        JsonElement? schema = config.TryGetProperty("responseJsonSchema", out JsonElement bound) || config.TryGetProperty("responseSchema", out bound) ? bound : null;
        return new DevQuestion(
            system,
            words,
            pictures.Count > 0 ? pictures[^1] : (ReadOnlyMemory<byte>?)null,
            schema,
            config.TryGetProperty("temperature", out JsonElement heat) ? heat.GetDouble() : 1,
            config.TryGetProperty("seed", out JsonElement seed) ? seed.GetUInt64() : 0) { Pictures = pictures };
    }

    private static IResult Ended(string how)
        => how == "BLOCK"
            ? Results.Json(new { promptFeedback = new { blockReason = "SAFETY" }, usageMetadata = new { promptTokenCount = 20, totalTokenCount = 20 } })
            : Results.Json(new { candidates = new[] { new { finishReason = how } } });

    private static object Error(int status, string message) => new { error = new { code = status, message, status = Status(status) } };

    private static IResult Refuse(int status, string message) => Results.Json(Error(status, message), statusCode: status);

    private static string Status(int status) => status switch
    {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        429 => "RESOURCE_EXHAUSTED",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "INTERNAL",
    };
}
