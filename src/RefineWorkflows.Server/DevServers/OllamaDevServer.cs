using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RefineWorkflows.Server.DevServers;

/// <summary>Behaves like Ollama: models that are loaded by their first question and stay in memory for a while. Its address has no path.</summary>
internal sealed class OllamaDevServer
{
    public const string VisionModel = "dev-vision:latest";
    public const string TextModel = "dev-text:latest";

    private const int LettersPerToken = 4;
    public const long ModelSize = 6L << 30;

    private readonly DevMind mind = new();

    public OllamaDevServer()
        => Faults = new DevFaults(
            context => context.Request.Path == "/api/chat",
            (_, text) => new { error = text });

    public DevFaults Faults { get; }

    /// <summary>The key that a proxy in front of it asks for; null lets everybody in, as Ollama itself does.</summary>
    public string? Key { get; init; }

    /// <summary>Whether it refuses to be told not to think, as for models that cannot think.</summary>
    public bool RefusesThink { get; init; }

    /// <summary>Whether models stay in memory although they are told to go.</summary>
    public bool KeepsAll { get; init; }

    /// <summary>The graphics card that it shares.</summary>
    public DevCard Card { get; init; } = new(24L << 30);

    /// <summary>Said instead of what it would answer; taken one after the other.</summary>
    public Queue<string> Scripted { get; } = [];

    public WebApplication At(string url)
    {
        WebApplication app = DevServers.NewApp(url);
        Faults.Map(app);
        app.Use(LetInAsync);
        app.MapGet("/api/version", () => Results.Json(new { version = "0.12.3" }));
        app.MapGet("/api/tags", () => Results.Json(new { models = new[] { new { name = VisionModel, size = ModelSize }, new { name = TextModel, size = ModelSize } } }));
        app.MapGet("/api/ps", Residents);
        app.MapPost("/api/show", Show);
        app.MapPost("/api/chat", ChatAsync);
        return app;
    }

    private Task LetInAsync(HttpContext context, RequestDelegate next)
        => Key is null || !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || context.Request.Headers.Authorization == $"Bearer {Key}"
            ? next(context)
            : Refuse(401, $"unauthorized: {context.Request.Headers.Authorization}").ExecuteAsync(context);

    private IResult Residents()
    {
        return Results.Json(new
        {
            models = new[] { VisionModel, TextModel }.Where(name => Card.HeldBy(this, name) > 0)
                .Select(name => new { name, model = name, size = ModelSize, size_vram = name == TextModel ? ModelSize / 2 : ModelSize }).ToArray(),
        });
    }

    private static IResult Show(JsonElement body)
    {
        string name = Named(body);
        return name is VisionModel or TextModel
            ? Results.Json(new { capabilities = name == VisionModel ? new[] { "completion", "vision" } : ["completion"] })
            : Refuse(404, $"model '{name}' not found");
    }

    private async Task<IResult> ChatAsync(JsonElement body, CancellationToken cancellationToken)
    {
        string model = Named(body);
        if (Faults.Take("missing-model") || model is not (VisionModel or TextModel))
            return Refuse(404, $"model '{model}' not found");
        if (Faults.Take("oom"))
            return Refuse(500, "model requires more system memory (18.0 GiB) than is available (7.1 GiB)");
        bool goes = body.TryGetProperty("keep_alive", out JsonElement stay) && stay.ValueKind == JsonValueKind.Number && stay.GetInt32() == 0;
        bool? loads = goes ? false : await Card.TryHoldAsync(this, model, ModelSize, cancellationToken);
        if (goes && !KeepsAll)
            Card.Free(this, model);
        if (loads is null)
            return Refuse(500, "model requires more system memory (6.0 GiB) than is available");
        if (loads == true)
            Faults.Count("loads");

        if (body.GetProperty("messages").GetArrayLength() == 0)
            return Results.Json(new { model, message = new { role = "assistant", content = "" }, done = true, done_reason = goes ? "unload" : "load" });
        Faults.Count("answers");
        return RefusesThink && body.TryGetProperty("think", out _)
            ? Refuse(400, $"\"{model}\" does not support thinking")
            : await AnswerAsync(model, body, cancellationToken);
    }

    private async Task<IResult> AnswerAsync(string model, JsonElement body, CancellationToken cancellationToken)
    {
        DevQuestion question = Read(body);
        if (question.Picture is not null && model == TextModel)
            return Refuse(500, "Failed to create new sequence: failed to process inputs: this model is missing data required for image input");
        string answer = Scripted.TryDequeue(out string? scripted) ? scripted : await mind.AnswerAsync(question, cancellationToken);
        int limit = body.GetProperty("options").GetProperty("num_predict").GetInt32();
        int tokens = (answer.Length / LettersPerToken) + 1;
        bool cut = tokens > limit;
        if (cut)
            answer = answer[..Math.Min(answer.Length, limit * LettersPerToken)];
        return Results.Json(new
        {
            model,
            created_at = "2026-01-01T00:00:00Z",
            message = new { role = "assistant", content = answer, thinking = "SCORE: 1/10" },
            done = true,
            done_reason = cut ? "length" : "stop",
            prompt_eval_count = 100,
            eval_count = Math.Min(tokens, limit),
        });
    }

    private static DevQuestion Read(JsonElement body)
    {
        string system = "";
        string words = "";
        var pictures = new List<ReadOnlyMemory<byte>>();
        foreach (JsonElement message in body.GetProperty("messages").EnumerateArray())
        {
            string text = message.GetProperty("content").GetString()!;
            if (message.GetProperty("role").GetString() == "system")
                system = text;
            else
                words = text;
            if (message.TryGetProperty("images", out JsonElement images))
                pictures.AddRange(images.EnumerateArray().Select(image => (ReadOnlyMemory<byte>)Convert.FromBase64String(image.GetString()!)));
        }

        JsonElement options = body.GetProperty("options");
        return new DevQuestion(system, words, pictures.Count > 0 ? pictures[^1] : (ReadOnlyMemory<byte>?)null, body.TryGetProperty("format", out JsonElement schema) ? schema : null, options.GetProperty("temperature").GetDouble(), options.GetProperty("seed").GetUInt64()) { Pictures = pictures };
    }

    private static string Named(JsonElement body)
    {
        string name = body.GetProperty("model").GetString()!;
        return name.Contains(':', StringComparison.Ordinal) ? name : $"{name}:latest";
    }

    private static IResult Refuse(int status, string text) => Results.Json(new { error = text }, statusCode: status);
}
