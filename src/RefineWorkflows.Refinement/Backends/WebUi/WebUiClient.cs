using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Refinement.Backends.WebUi;

/// <summary>The routes of Stable Diffusion WebUI's API, which Forge and SD.Next have, too.</summary>
internal sealed class WebUiClient : IDisposable
{
    /// <summary>Everything but the pictures themselves is answered at once.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(60);

    private readonly ModelHttp questions;

    public WebUiClient(BackEndSettings settings, TimeProvider time)
    {
        Http = new ModelHttp(settings, Authorize, time);
        questions = new ModelHttp(settings with { Timeout = settings.Timeout < LongestAnswer ? settings.Timeout : LongestAnswer }, Authorize, time);
    }

    /// <summary>For what takes as long as a picture.</summary>
    public ModelHttp Http { get; }

    /// <summary>Makes pictures; answers when they are done.</summary>
    public async Task<JsonObject> PaintAsync(string route, JsonObject body, CancellationToken cancellationToken)
        => Read(await Http.PostJsonAsync(route, body, cancellationToken), route) as JsonObject ?? throw Unreadable(route);

    /// <exception cref="BackEndException">It was not reached or refused.</exception>
    public async Task<JsonNode?> GetAsync(string route, CancellationToken cancellationToken) => Read(await questions.GetAsync(route, cancellationToken), route);

    /// <exception cref="BackEndException">It was not reached or refused.</exception>
    public async Task<JsonNode?> PostAsync(string route, JsonObject body, CancellationToken cancellationToken) => Read(await questions.PostJsonAsync(route, body, cancellationToken), route);

    /// <summary>Whether it is working on our task at this moment; null when this server does not tell tasks apart.</summary>
    public async Task<bool?> IsActiveAsync(string task, CancellationToken cancellationToken)
    {
        ModelReply reply = await questions.PostJsonAsync("internal/progress", new JsonObject { ["id_task"] = task, ["live_preview"] = false }, cancellationToken);
        if (!reply.IsSuccess)
            return null;
        return (Read(reply, "internal/progress") as JsonObject)?["active"] is JsonValue value && value.TryGetValue(out bool active) ? active : null;
    }

    public void Dispose()
    {
        Http.Dispose();
        questions.Dispose();
    }

    private JsonNode? Read(ModelReply reply, string route)
    {
        JsonNode? body;
        try
        {
            body = JsonNode.Parse(reply.Body);
        }
        catch (JsonException) when (!reply.IsSuccess)
        {
            body = null;
        }
        catch (JsonException wrong)
        {
            throw Http.Failure(BackEndFailure.Protocol, $"{route} answered with something that is no JSON: {Http.Shown(reply.Body)}", wrong);
        }

        return reply.IsSuccess ? body : throw Refusal(reply, body as JsonObject, route);
    }

    private BackEndException Refusal(ModelReply reply, JsonObject? body, string route)
    {
        // {"error": class, "detail", "body", "errors": text}; FastAPI's own are {"detail": text or list}.
        string kind = Text(body?["error"]);
        string[] parts = [kind, Text(body?["errors"]), Text(body?["detail"])];
        string told = Http.Shown(Encoding.UTF8.GetBytes(string.Join(": ", parts.Where(part => part.Length > 0))));
        if (told.Length == 0)
            told = Http.Shown(reply.Body);
        return (int)reply.Status switch
        {
            404 when kind.Length == 0 && told.Contains("Not Found", StringComparison.Ordinal) => Http.Failure(BackEndFailure.NotFound, $"it does not have the route {route}. Start it with --api."),
            404 => Http.Failure(BackEndFailure.NotFound, $"{told}. Name one that it has; `refine backends test` lists the models."),
            401 => Http.Failure(BackEndFailure.Auth, $"it asks for user and password (--api-auth): {told}. Set the secret to user:password."),
            >= 500 when kind.Contains("OutOfMemory", StringComparison.Ordinal) || told.Contains("CUDA out of memory", StringComparison.Ordinal) => Http.Failure(BackEndFailure.OutOfMemory, $"it has not enough graphics memory: {told}. Ask for a smaller picture or use a smaller model."),
            _ => Http.Failure(StatusMeaning.Of(reply.Status), $"{route} was refused with status {(int)reply.Status}: {told}", retryAfter: reply.RetryAfter),
        };
    }

    private BackEndException Unreadable(string route) => Http.Failure(BackEndFailure.Protocol, $"{route} answered with JSON that is no object.");

    internal static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : node?.ToJsonString() ?? "";

    /// <summary><c>--api-auth user:password</c> is HTTP Basic; a proxy in front may want a token.</summary>
    private static void Authorize(HttpRequestHeaders headers, string secret)
        => headers.Authorization = secret.Contains(':', StringComparison.Ordinal)
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)))
            : new AuthenticationHeaderValue("Bearer", secret);
}
