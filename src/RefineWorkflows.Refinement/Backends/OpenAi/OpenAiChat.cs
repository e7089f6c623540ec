using System.Net;
using System.Text.Json;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Refinement.Backends.OpenAi;

/// <summary>
/// A chat model behind OpenAI's chat completions: OpenAI itself, vLLM, llama-server, LM Studio, Ollama's <c>/v1</c>. What a
/// server refuses (a schema, a temperature, a seed) is left out and not sent to it again.
/// </summary>
public sealed class OpenAiChat : IChatModel, IDisposable
{
    private const int RaisedBy = 4;

    private readonly BackEndSettings settings;
    private readonly ModelHttp http;
    private readonly OpenAiMemory memory;
    private volatile OpenAiDialect dialect = OpenAiDialect.Full;
    private volatile OpenAiModel? known;

    public OpenAiChat(BackEndSettings settings, TimeProvider time)
    {
        this.settings = settings;
        http = new ModelHttp(settings, (headers, secret) => headers.Authorization = new("Bearer", secret), time);
        memory = new OpenAiMemory(http, time);
    }

    public string Id => settings.Name;

    /// <inheritdoc/>
    /// <remarks>Where the server does not tell, it is shown one tiny picture and asked a word about it; that is done once.</remarks>
    public async Task<bool> SeesPicturesAsync(CancellationToken cancellationToken)
    {
        OpenAiModel model = await ModelAsync(cancellationToken);
        if (model.Sees is not { } sees)
        {
            sees = await Sight.LooksAsync(request => SendAsync(request, request.MaxTokens, cancellationToken));
            known = model with { Sees = sees };
        }

        return sees;
    }

    /// <inheritdoc/>
    public Task<ChatReply> AskAsync(ChatRequest request, CancellationToken cancellationToken)
        => SchemaQuestion.AskAsync(request, AskOnceAsync, problem => http.Failure(BackEndFailure.Protocol, problem), cancellationToken);

    /// <summary>Asks which models there are; changes nothing and costs nothing.</summary>
    /// <exception cref="BackEndException">It cannot be reached, or it has not the model of the settings.</exception>
    public Task<BackEndState> AskAsync(CancellationToken cancellationToken) => OpenAiModel.StateAsync(settings, http, cancellationToken);

    /// <summary>Makes a local server give its memory back: vLLM sleeps, llama-server's router unloads. The next question brings it back.</summary>
    /// <returns>Whether it was proved free within 30 s; false also where the server can do neither.</returns>
    /// <exception cref="BackEndException">It did not answer.</exception>
    public async Task<bool> ReleaseAsync(CancellationToken cancellationToken)
        => await memory.ReleaseAsync(await ModelNameAsync(cancellationToken), cancellationToken);

    /// <summary>Whether the server can give its memory back at all: vLLM in sleep mode and llama-server's router can.</summary>
    /// <exception cref="BackEndException">It did not answer.</exception>
    public Task<bool> CanReleaseAsync(CancellationToken cancellationToken) => memory.CanReleaseAsync(cancellationToken);

    /// <summary>0 when the model is certainly out of memory, else null: these servers do not tell how much they hold.</summary>
    /// <exception cref="BackEndException">It did not answer.</exception>
    public async Task<long?> HeldAsync(CancellationToken cancellationToken)
        => await memory.IsFreeAsync(await ModelNameAsync(cancellationToken), cancellationToken) ? 0 : null;

    public void Dispose() => http.Dispose();

    private async Task<OpenAiModel> ModelAsync(CancellationToken cancellationToken)
        => known ??= await OpenAiModel.FindAsync(settings, http, cancellationToken);

    private async Task<string> ModelNameAsync(CancellationToken cancellationToken)
        => settings.Model ?? (await ModelAsync(cancellationToken)).Name;

    private async Task<ChatReply> AskOnceAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        ChatReply reply = await SendAsync(request, request.MaxTokens, cancellationToken);
        if (reply.WasCut)
            reply = await SendAsync(request, request.MaxTokens * RaisedBy, cancellationToken);
        return reply.Text.Length > 0
            ? reply
            : throw http.Failure(BackEndFailure.Protocol, reply.WasCut
                ? $"The model thought for {request.MaxTokens * RaisedBy} tokens without an answer. Turn its thinking off, or take another model."
                : "The model answered with nothing. Try it once more, or take another model.");
    }

    private async Task<ChatReply> SendAsync(ChatRequest request, int maxTokens, CancellationToken cancellationToken)
    {
        string model = await ModelNameAsync(cancellationToken);
        // Only a model on a card that is shared sleeps; clouds are not asked about it.
        if (DeviceGroup.Of(settings) is not null)
            await memory.WakeAsync(cancellationToken);
        await CallMeter.SendingAsync(request, maxTokens, cancellationToken);
        for (OpenAiDialect speaking = dialect; ;)
        {
            ModelReply reply = await http.PostJsonAsync("chat/completions", speaking.Body(model, request, maxTokens).With(settings.ExtraBody), cancellationToken);
            if (reply.IsSuccess)
            {
                dialect = speaking;
                ChatReply answer = Read(reply);
                CallMeter.Answered(answer.InputTokens, answer.OutputTokens);
                return answer;
            }

            OpenAiProblem problem = OpenAiProblem.Read(reply, http);
            BackEndException failure = problem.ToFailure(reply, http);
            if (failure.Failure != BackEndFailure.InvalidRequest || speaking.After(problem, request.Schema is not null) is not { } less)
                throw failure;
            speaking = less;
        }
    }

    private ChatReply Read(ModelReply reply)
    {
        if (JsonAnswer.TryRead(reply.Body) is not { } body || body.Each("choices").FirstOrDefault() is not { ValueKind: JsonValueKind.Object } choice || choice.At("message") is not { } message)
            throw JsonAnswer.TryRead(reply.Body)?.At("error") is not null
                ? OpenAiProblem.Read(reply, http).ToFailure(reply with { Status = HttpStatusCode.InternalServerError }, http)
                : http.Failure(BackEndFailure.Protocol, $"The reply is no chat completion. Is {settings.Address} a model server's address? It begins '{http.Shown(reply.Body)}'.");
        if (message.Words("refusal") is { Length: > 0 } refusal)
            throw http.Failure(BackEndFailure.ContentBlocked, $"The model refuses: '{http.Shown(refusal)}'. Change the prompt.");
        string? finish = choice.Words("finish_reason");
        if (finish == "content_filter")
            throw http.Failure(BackEndFailure.ContentBlocked, "A content filter held the answer back. Change the prompt.");
        string text = message.Words("content") ?? string.Concat(message.Each("content").Select(part => part.Words("text")));
        JsonElement? usage = body.At("usage");
        return new ChatReply(SpokenText.Of(text), (int?)usage?.Count("prompt_tokens"), (int?)usage?.Count("completion_tokens"), finish == "length");
    }
}
