using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Backends.Chat;

namespace RefineWorkflows.Refinement.Backends.Ollama;

/// <summary>A chat model behind Ollama's own API, which can also be told to load it and to give its memory back.</summary>
public sealed class OllamaChat : IChatModel, IDisposable
{
    private const int RaisedBy = 4;

    /// <summary>Room for words and one picture; each further picture needs as much again, and Ollama silently cuts what does not fit.</summary>
    private const int BaseContext = 4096;
    private const int ContextOfAPicture = 4096;

    private static readonly TimeSpan TimeToFree = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private readonly BackEndSettings settings;
    private readonly ModelHttp http;
    private readonly OllamaServer server;
    private readonly TimeProvider time;
    private readonly string keepAlive;
    private volatile OllamaModel? known;
    private volatile bool leavesThinkOut;

    /// <param name="settings">The back end; it has to name a model.</param>
    /// <param name="time">The clock that waiting for free memory goes by.</param>
    /// <param name="keepAlive">How long the model stays in memory after an answer, as Ollama writes durations: <c>5m</c>, <c>-1</c> for ever, <c>0</c> not at all.</param>
    public OllamaChat(BackEndSettings settings, TimeProvider time, string keepAlive = "5m")
    {
        this.settings = settings;
        this.time = time;
        this.keepAlive = keepAlive;
        http = new ModelHttp(settings, (headers, secret) => headers.Authorization = new("Bearer", secret), time);
        server = new OllamaServer(http);
    }

    public string Id => settings.Name;

    public bool LoadsToTellSight => false;

    private string Model => settings.Model ?? throw http.Failure(BackEndFailure.InvalidRequest, "Ollama has to be told which model. Name one in the settings; 'refine backends test' lists those it has.");

    /// <inheritdoc/>
    public async Task<bool> SeesPicturesAsync(CancellationToken cancellationToken) => (await ModelAsync(cancellationToken)).Sees;

    /// <inheritdoc/>
    public Task<ChatReply> AskAsync(ChatRequest request, CancellationToken cancellationToken)
        => SchemaQuestion.AskAsync(request, AskOnceAsync, problem => http.Failure(BackEndFailure.Protocol, problem), cancellationToken);

    /// <summary>Asks for the version, the models and what is in memory; changes nothing.</summary>
    /// <exception cref="BackEndException">It cannot be reached, or it has not the model of the settings.</exception>
    public async Task<BackEndState> AskAsync(CancellationToken cancellationToken)
    {
        string? version = (await server.GetAsync("api/version", cancellationToken)).Words("version");
        IReadOnlyList<string> models = [.. (await server.GetAsync("api/tags", cancellationToken)).Each("models").Select(model => model.Words("name") ?? model.Words("model")).OfType<string>()];
        if (settings.Model is { } wanted && !models.Any(model => OllamaServer.IsSame(model, wanted)))
            throw http.Failure(BackEndFailure.NotFound, $"It does not have the model '{wanted}'. Run 'ollama pull {wanted}', or name one of: {string.Join(", ", models)}.");
        IReadOnlyList<OllamaResident> residents = await server.ResidentsAsync(cancellationToken);
        string loaded = residents.Count == 0 ? "nothing is loaded" : $"loaded: {string.Join(", ", residents)}";
        return new BackEndState(version, $"Ollama {version} answers at {settings.Address} with {BackEndState.Count(models)}; {loaded}.", models);
    }

    /// <summary>Loads the model without asking it anything.</summary>
    /// <exception cref="BackEndException">It is not there, or does not fit into memory.</exception>
    public Task LoadAsync(CancellationToken cancellationToken)
        => server.PostAsync("api/chat", new JsonObject { ["model"] = Model, ["messages"] = new JsonArray(), ["stream"] = false, ["keep_alive"] = Duration(keepAlive) }, Model, cancellationToken);

    /// <summary>Takes the model out of memory and waits until it is gone.</summary>
    /// <returns>Whether it was proved gone within 30 s.</returns>
    /// <exception cref="BackEndException">It did not answer.</exception>
    public async Task<bool> ReleaseAsync(CancellationToken cancellationToken)
    {
        await server.PostAsync("api/chat", new JsonObject { ["model"] = Model, ["messages"] = new JsonArray(), ["stream"] = false, ["keep_alive"] = 0 }, Model, cancellationToken);
        for (long began = time.GetTimestamp(); ; await Task.Delay(BetweenLooks, time, cancellationToken))
        {
            if ((await server.ResidentsAsync(cancellationToken)).All(one => !OllamaServer.IsSame(one.Name, Model)))
                return true;
            if (time.GetElapsedTime(began) >= TimeToFree)
                return false;
        }
    }

    /// <summary>What is in memory now.</summary>
    /// <exception cref="BackEndException">It did not answer.</exception>
    public Task<IReadOnlyList<OllamaResident>> ResidentsAsync(CancellationToken cancellationToken) => server.ResidentsAsync(cancellationToken);

    /// <summary>Graphics memory that the model holds now, in bytes; 0 when it is not loaded.</summary>
    /// <exception cref="BackEndException">It did not answer.</exception>
    public async Task<long?> HeldAsync(CancellationToken cancellationToken)
        => (await server.ResidentsAsync(cancellationToken)).Where(one => OllamaServer.IsSame(one.Name, Model)).Sum(one => one.Vram);

    public void Dispose() => http.Dispose();

    private async Task<OllamaModel> ModelAsync(CancellationToken cancellationToken) => known ??= await server.ShowAsync(Model, cancellationToken);

    private async Task<ChatReply> AskOnceAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        ChatReply reply = await SendAsync(request, request.MaxTokens, cancellationToken);
        if (reply.WasCut)
            reply = await SendAsync(request, request.MaxTokens * RaisedBy, cancellationToken);
        return reply.Text.Length > 0
            ? reply
            : throw http.Failure(BackEndFailure.Protocol, "The model answered with nothing. Try it once more, or take another model.");
    }

    private async Task<ChatReply> SendAsync(ChatRequest request, int maxTokens, CancellationToken cancellationToken)
    {
        await CallMeter.SendingAsync(request, maxTokens, cancellationToken);
        JsonElement body;
        try
        {
            body = await server.PostAsync("api/chat", Body(request, maxTokens), Model, cancellationToken);
        }
        catch (BackEndException refused) when (!leavesThinkOut && refused.Failure == BackEndFailure.InvalidRequest && refused.Message.Contains("think", StringComparison.OrdinalIgnoreCase))
        {
            leavesThinkOut = true;
            body = await server.PostAsync("api/chat", Body(request, maxTokens), Model, cancellationToken);
        }

        if (body.At("message")?.Words("content") is not { } content)
            throw http.Failure(BackEndFailure.Protocol, $"The reply is no answer of Ollama's. Is {settings.Address} its address? It begins '{http.Shown(body.GetRawText())}'.");
        var answer = new ChatReply(SpokenText.Of(content), (int?)body.Count("prompt_eval_count"), (int?)body.Count("eval_count"), body.Words("done_reason") == "length");
        CallMeter.Answered(answer.InputTokens, answer.OutputTokens);
        return answer;
    }

    private JsonObject Body(ChatRequest request, int maxTokens)
    {
        var messages = new JsonArray();
        if (request.System is { Length: > 0 } system)
            messages.Add(new JsonObject { ["role"] = "system", ["content"] = system });
        foreach (ChatTurn turn in request.Turns)
        {
            var message = new JsonObject { ["role"] = turn.IsModel ? "assistant" : "user", ["content"] = turn.Text };
            if (turn.Pictures.Count > 0)
                message["images"] = new JsonArray([.. turn.Pictures.Select(picture => (JsonNode)Convert.ToBase64String(picture.Span))]);
            messages.Add(message);
        }

        int pictures = request.Turns.Sum(turn => turn.Pictures.Count);
        var body = new JsonObject
        {
            ["model"] = Model,
            ["messages"] = messages,
            ["stream"] = false,
            ["keep_alive"] = Duration(keepAlive),
            ["options"] = new JsonObject
            {
                ["temperature"] = request.Temperature,
                ["seed"] = (long)(request.Seed & int.MaxValue),
                ["num_predict"] = maxTokens,
                ["num_ctx"] = BaseContext + (pictures * ContextOfAPicture) + maxTokens,
            },
        };
        if (request.Schema is { } schema)
            body["format"] = JsonNode.Parse(schema.Json.GetRawText());
        if (!leavesThinkOut)
            body["think"] = false;
        return body.With(settings.ExtraBody);
    }

    /// <summary>Bare numbers are seconds only when they are sent as numbers.</summary>
    private static JsonNode Duration(string text)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int seconds) ? seconds : text;
}
