using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Refinement.Backends.Gemini;

/// <summary>Gemini's routes, and what its refusals mean.</summary>
internal sealed class GeminiServer : IDisposable
{
    private const string Models = "models/";

    private readonly BackEndSettings settings;

    public GeminiServer(BackEndSettings settings, TimeProvider time)
    {
        this.settings = settings;
        // The key may also stand in the address, but addresses end up in logs.
        Http = new ModelHttp(settings, (headers, secret) => headers.Add("x-goog-api-key", secret), time);
    }

    public ModelHttp Http { get; }

    /// <summary>Asks the model of the settings; a stumble is repeated once.</summary>
    /// <exception cref="BackEndException">ContentBlocked where it will not answer this, and every other refusal.</exception>
    public async Task<GeminiReply> GenerateAsync(JsonObject body, CancellationToken cancellationToken)
    {
        GeminiReply reply = await OnceAsync(body, cancellationToken);
        if (reply.Stumbled)
            reply = await OnceAsync(body, cancellationToken);
        if (reply.IsBlocked && reply.Pictures.Count == 0)
            throw Http.Failure(BackEndFailure.ContentBlocked, $"It will not make or judge this content ({Http.Shown(reply.Block ?? reply.Finish!)}). Change the prompt.");
        return reply;
    }

    public async Task<BackEndState> StateAsync(CancellationToken cancellationToken)
    {
        JsonElement listed = Read(await Http.GetAsync("models?pageSize=1000", cancellationToken));
        IReadOnlyList<string> models = [.. listed.Each("models").Select(model => model.Words("name")).OfType<string>().Select(Short)];
        if (settings.Model is { } wanted && !models.Contains(Short(wanted)))
            throw Http.Failure(BackEndFailure.NotFound, $"It does not have the model '{wanted}'. It has: {string.Join(", ", models)}.");
        return new BackEndState(null, $"Gemini answers at {settings.Address} with {BackEndState.Count(models)}.", models);
    }

    public void Dispose() => Http.Dispose();

    private static string Short(string model) => model.StartsWith(Models, StringComparison.Ordinal) ? model[Models.Length..] : model;

    private async Task<GeminiReply> OnceAsync(JsonObject body, CancellationToken cancellationToken)
    {
        string model = settings.Model ?? throw Http.Failure(BackEndFailure.InvalidRequest, "Gemini has to be told which model. Name one in the settings.");
        string path = model.Contains('/', StringComparison.Ordinal) ? model : Models + model;
        JsonElement answer = Read(await Http.PostJsonAsync($"{path}:generateContent", body, cancellationToken));
        return answer.At("candidates") is not null || answer.At("promptFeedback") is not null
            ? GeminiReply.Read(answer)
            : throw Http.Failure(BackEndFailure.Protocol, $"The reply is no answer of Gemini's. Is {settings.Address} its address? It begins '{Http.Shown(answer.GetRawText())}'.");
    }

    private JsonElement Read(ModelReply reply)
    {
        JsonElement? body = JsonAnswer.TryRead(reply.Body);
        if (!reply.IsSuccess)
            throw Refused(reply, body?.At("error"));
        return body is { ValueKind: JsonValueKind.Object } read
            ? read
            : throw Http.Failure(BackEndFailure.Protocol, $"The reply is no JSON. Is {settings.Address} Gemini's address? It begins '{Http.Shown(reply.Body)}'.");
    }

    private BackEndException Refused(ModelReply reply, JsonElement? error)
    {
        JsonElement[] details = [.. error?.Each("details") ?? []];
        string said = Http.Shown(error?.Words("message") ?? System.Text.Encoding.UTF8.GetString(reply.Body));
        bool badKey = details.Any(one => one.Words("reason") == "API_KEY_INVALID");
        bool perDay = details.SelectMany(one => one.Each("violations")).Any(one => (one.Words("quotaId") ?? "").Contains("PerDay", StringComparison.OrdinalIgnoreCase));
        (BackEndFailure failure, string advice) = (int)reply.Status switch
        {
            _ when badKey => (BackEndFailure.Auth, "It does not know the key. Set the right one in the environment and try again."),
            429 when perDay => (BackEndFailure.Quota, "Today's quota is used up. Go on tomorrow, raise it, or take another back end."),
            429 => (BackEndFailure.RateLimited, "It has been asked too often of late."),
            404 => (BackEndFailure.NotFound, $"It does not have the model '{settings.Model}' or the route. 'refine backends test' lists the models."),
            504 => (BackEndFailure.Timeout, "It took too long. Ask for less, or for a smaller picture."),
            _ when MemoryWords.Tell(said) => (BackEndFailure.OutOfMemory, "It has not enough memory."),
            _ => (StatusMeaning.Of(reply.Status), "It refuses."),
        };
        TimeSpan? wait = details.Select(one => one.Words("retryDelay")).OfType<string>().Select(RateLimitReset.Parse).FirstOrDefault(one => one is not null);
        return Http.Failure(failure, $"{advice} It answers {(int)reply.Status} {error?.Words("status")} and says '{said}'.", retryAfter: wait ?? reply.RetryAfter);
    }
}
