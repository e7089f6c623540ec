using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Refinement.Backends.Ollama;

/// <summary>Ollama's routes, and what its refusals mean.</summary>
internal sealed class OllamaServer(ModelHttp http)
{
    public async Task<JsonElement> GetAsync(string route, CancellationToken cancellationToken)
        => Read(await http.GetAsync(route, cancellationToken), null);

    public async Task<JsonElement> PostAsync(string route, JsonObject body, string model, CancellationToken cancellationToken)
        => Read(await http.PostJsonAsync(route, body, cancellationToken), model);

    public async Task<OllamaModel> ShowAsync(string model, CancellationToken cancellationToken)
    {
        JsonElement shown = await PostAsync("api/show", new JsonObject { ["model"] = model }, model, cancellationToken);
        // Servers before capabilities were told name the vision encoder instead.
        bool sees = shown.At("capabilities") is not null
            ? shown.Each("capabilities").Any(one => one.ValueKind == JsonValueKind.String && one.GetString() == "vision")
            : shown.At("projector_info") is not null;
        return new OllamaModel(model, sees);
    }

    public async Task<IReadOnlyList<OllamaResident>> ResidentsAsync(CancellationToken cancellationToken)
        => [.. (await GetAsync("api/ps", cancellationToken)).Each("models").Select(one => new OllamaResident(one.Words("name") ?? one.Words("model") ?? "", one.Count("size") ?? 0, one.Count("size_vram") ?? 0))];

    /// <summary>Whether two names are one model: a name without a tag means <c>latest</c>.</summary>
    public static bool IsSame(string one, string other) => string.Equals(Tagged(one), Tagged(other), StringComparison.OrdinalIgnoreCase);

    private static string Tagged(string name) => name.LastIndexOf(':') > name.LastIndexOf('/') ? name : $"{name}:latest";

    private JsonElement Read(ModelReply reply, string? model)
    {
        JsonElement? body = JsonAnswer.TryRead(reply.Body) ?? LastLine(reply.Body);
        // An error can also come after a 200, as the line of a stream.
        string? error = body?.Words("error") ?? body?.At("error")?.Words("message");
        if (!reply.IsSuccess || error is not null)
            throw Refused(reply, http.Shown(error ?? Encoding.UTF8.GetString(reply.Body)), model);
        return body is { ValueKind: JsonValueKind.Object } read
            ? read
            : throw http.Failure(BackEndFailure.Protocol, $"The reply is no JSON. Is this Ollama's address? It begins '{http.Shown(reply.Body)}'.");
    }

    /// <summary>Some proxies in front of it stream although they were asked not to; the last line says how it ended.</summary>
    private static JsonElement? LastLine(byte[] body)
    {
        int end = body.AsSpan().TrimEnd((byte)'\n').Length;
        int start = body.AsSpan(0, end).LastIndexOf((byte)'\n') + 1;
        return start == 0 ? null : JsonAnswer.TryRead(body.AsMemory(start, end - start));
    }

    private BackEndException Refused(ModelReply reply, string said, string? model)
    {
        (BackEndFailure failure, string advice) = (int)reply.Status switch
        {
            _ when MemoryWords.Tell(said) => (BackEndFailure.OutOfMemory, "It has not enough memory. Unload other models, or take a smaller one."),
            404 when model is not null => (BackEndFailure.NotFound, $"It does not have the model '{model}'. Run 'ollama pull {model}'."),
            >= 200 and < 300 => (BackEndFailure.Overloaded, "It stopped in the middle of an answer."),
            _ => (StatusMeaning.Of(reply.Status), "It refuses."),
        };
        return http.Failure(failure, $"{advice} It answers {(int)reply.Status} and says '{said}'.", retryAfter: reply.RetryAfter);
    }
}
