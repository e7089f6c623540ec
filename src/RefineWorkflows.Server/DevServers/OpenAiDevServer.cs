using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RefineWorkflows.Server.DevServers;

/// <summary>
/// Behaves like a server that speaks OpenAI's language: models, chat completions with pictures and schemas,
/// images. Its models are the measuring judge and proposer and the embedded painter; its address is <c>http://…/v1</c>.
/// </summary>
internal sealed class OpenAiDevServer
{
    public const string VisionModel = "dev-vision";
    public const string TextModel = "dev-text";

    /// <summary>An answer's length in its tokens, as models usually cut words.</summary>
    private const int LettersPerToken = 4;

    private readonly DevMind mind = new();
    private volatile bool freed;

    public OpenAiDevServer()
        => Faults = new DevFaults(
            context => context.Request.Method == HttpMethods.Post && context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal),
            (status, text) => OpenAiError.Body(text, status == StatusCodes.Status429TooManyRequests ? "rate_limit_exceeded" : null));

    public DevFaults Faults { get; }

    /// <summary>How it makes pictures.</summary>
    public Func<DevFaults, OpenAiDevImages> Images { get; init; } = faults => new OpenAiDevImages(faults);

    /// <summary>The key that it asks for; null lets everybody in.</summary>
    public string? Key { get; init; }

    /// <summary>Fields and answer forms that it refuses, as older and newer servers do: <c>temperature</c>, <c>seed</c>, <c>max_tokens</c>, <c>json_schema</c>, <c>json_object</c>.</summary>
    public IReadOnlyList<string> Refuses { get; init; } = [];

    /// <summary>Whether its list of models says which of them can see, as llama-server's does.</summary>
    public bool TellsSight { get; init; } = true;

    /// <summary>Whether it thinks before it answers, and shows its thoughts.</summary>
    public bool Thinks { get; init; }

    /// <summary>Whether it answers as one model whatever model it is asked for, as llama-server does.</summary>
    public bool TakesAnyName { get; init; }

    /// <summary>Whether the model that takes any name sees pictures.</summary>
    public bool Sees { get; init; } = true;

    /// <summary>How it gives memory back: <c>sleep</c> as vLLM, <c>unload</c> as llama-server's router; null not at all.</summary>
    public string? Frees { get; init; }

    /// <summary>Said instead of what it would answer; taken one after the other.</summary>
    public Queue<string> Scripted { get; } = [];

    public WebApplication At(string url)
    {
        WebApplication app = DevServers.NewApp(url);
        Faults.Map(app);
        app.Use(LetInAsync);
        app.MapGet("/v1/models", () => Results.Json(new { @object = "list", data = new[] { Listed(VisionModel, true), Listed(TextModel, false), Listed(OpenAiDevImages.Model, false) } }));
        app.MapPost("/v1/chat/completions", ChatAsync);
        Images(Faults).Map(app);
        MapMemory(app);
        return app;
    }

    private void MapMemory(WebApplication app)
    {
        if (Frees == "sleep")
        {
            app.MapPost("/sleep", () => { freed = true; });
            app.MapPost("/wake_up", () => { freed = false; });
            app.MapGet("/is_sleeping", () => Results.Json(new { is_sleeping = freed }));
        }
        else if (Frees == "unload")
        {
            app.MapPost("/models/unload", () => { freed = true; return Results.Json(new { success = true }); });
            app.MapGet("/models", () => Results.Json(new { data = new[] { new { id = VisionModel, status = new { value = freed ? "unloaded" : "loaded" } } } }));
        }
    }

    private Task LetInAsync(HttpContext context, RequestDelegate next)
        => Key is null || !context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal) || context.Request.Headers.Authorization == $"Bearer {Key}"
            ? next(context)
            : OpenAiError.Refuse(401, $"Incorrect API key provided: {context.Request.Headers.Authorization}.", "invalid_api_key").ExecuteAsync(context);

    private object Listed(string model, bool sees)
        => TellsSight
            ? new { id = model, @object = "model", architecture = new { input_modalities = sees ? new[] { "text", "image" } : ["text"] } }
            : new { id = model, @object = "model" };

    private async Task<IResult> ChatAsync(JsonElement body, CancellationToken cancellationToken)
    {
        if (Refusal(body) is { } refusal)
            return refusal;
        if (freed && Frees == "sleep")
            return OpenAiError.Refuse(500, "The engine sleeps.", null);
        freed = false;
        OpenAiQuestion asked = OpenAiQuestion.Read(body);
        if (asked.Question.Picture is not null && (asked.Model == TextModel || !Sees))
            return OpenAiError.Refuse(400, "This model does not support image input.", "invalid_value", "messages");
        bool blocked = asked.Question.Words.Contains(DevMind.Unspeakable, StringComparison.OrdinalIgnoreCase);
        string answer = Scripted.TryDequeue(out string? scripted) ? scripted : blocked ? "" : await mind.AnswerAsync(asked.Question, cancellationToken);
        int tokens = (answer.Length / LettersPerToken) + 1;
        bool cut = tokens > asked.MaxTokens;
        if (cut)
            answer = answer[..Math.Min(answer.Length, asked.MaxTokens * LettersPerToken)];
        return Results.Json(new
        {
            id = "chatcmpl-dev",
            @object = "chat.completion",
            model = asked.Model,
            choices = new[]
            {
                new
                {
                    index = 0,
                    message = new
                    {
                        role = "assistant",
                        content = blocked ? null : Thinks ? $"<think>SCORE: 1/10, DONE?</think>\n{answer}" : answer,
                        reasoning_content = Thinks ? "SCORE: 1/10\nDONE: a thought, no answer" : null,
                        refusal = blocked ? "I cannot help with that." : null,
                    },
                    finish_reason = cut ? "length" : "stop",
                },
            },
            usage = new { prompt_tokens = 100, completion_tokens = Math.Min(tokens, asked.MaxTokens), total_tokens = 100 + tokens },
        });
    }

    private IResult? Refusal(JsonElement body)
    {
        string model = body.TryGetProperty("model", out JsonElement name) ? name.GetString() ?? "" : "";
        if (Faults.Take("missing-model") || (!TakesAnyName && model is not (VisionModel or TextModel)))
            return OpenAiError.Refuse(404, $"The model '{model}' does not exist.", "model_not_found", "model");
        if (Faults.Take("oom"))
            return OpenAiError.Refuse(500, "CUDA out of memory. Tried to allocate 2.00 GiB.", null);
        string? form = body.TryGetProperty("response_format", out JsonElement format) ? format.GetProperty("type").GetString() : null;
        if (form is not null && Refuses.Contains(form))
            return OpenAiError.Refuse(400, string.Create(CultureInfo.InvariantCulture, $"Invalid parameter: 'response_format' of type '{form}' is not supported with this model."), null, "response_format");
        return Refuses.FirstOrDefault(field => body.TryGetProperty(field, out _)) is { } refused
            ? OpenAiError.Refuse(400, $"Unsupported parameter: '{refused}' is not supported with this model.", "unsupported_parameter", refused)
            : null;
    }
}
