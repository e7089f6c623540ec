using System.Runtime.CompilerServices;
using RefineWorkflows.Refinement.Backends.Calls;
using RefineWorkflows.Refinement.Backends.Chat;

namespace RefineWorkflows.Refinement.Backends.Gemini;

/// <summary>A Gemini model that looks at pictures and answers in words.</summary>
public sealed class GeminiChat : IChatModel, IDisposable
{
    private const int RaisedBy = 4;

    private readonly BackEndSettings settings;
    private readonly GeminiServer server;
    private volatile GeminiDialect dialect = GeminiDialect.Full;
    private volatile StrongBox<bool>? sees;

    public GeminiChat(BackEndSettings settings, TimeProvider time)
    {
        this.settings = settings;
        server = new GeminiServer(settings, time);
    }

    public string Id => settings.Name;

    /// <inheritdoc/>
    /// <remarks>Gemini's list of models does not tell, so the model is shown one tiny picture; that is done once.</remarks>
    public async Task<bool> SeesPicturesAsync(CancellationToken cancellationToken)
        => (sees ??= new StrongBox<bool>(await Sight.LooksAsync(request => SendAsync(request, request.MaxTokens, cancellationToken)))).Value;

    /// <inheritdoc/>
    public Task<ChatReply> AskAsync(ChatRequest request, CancellationToken cancellationToken)
        => SchemaQuestion.AskAsync(request, AskOnceAsync, problem => server.Http.Failure(BackEndFailure.Protocol, problem), cancellationToken);

    /// <summary>Asks which models there are; changes nothing and costs nothing.</summary>
    /// <exception cref="BackEndException">It cannot be reached, or it has not the model of the settings.</exception>
    public Task<BackEndState> AskAsync(CancellationToken cancellationToken) => server.StateAsync(cancellationToken);

    public void Dispose() => server.Dispose();

    private async Task<ChatReply> AskOnceAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        ChatReply reply = await SendAsync(request, request.MaxTokens, cancellationToken);
        if (reply.WasCut)
            reply = await SendAsync(request, request.MaxTokens * RaisedBy, cancellationToken);
        return reply.Text.Length > 0
            ? reply
            : throw server.Http.Failure(BackEndFailure.Protocol, reply.WasCut
                ? $"The model thought for {request.MaxTokens * RaisedBy} tokens without an answer. Take a model that thinks less."
                : "The model answered with nothing. Try it once more, or take another model.");
    }

    private async Task<ChatReply> SendAsync(ChatRequest request, int maxTokens, CancellationToken cancellationToken)
    {
        await CallMeter.SendingAsync(request, maxTokens, cancellationToken);
        for (GeminiDialect speaking = dialect; ;)
        {
            try
            {
                GeminiReply reply = await server.GenerateAsync(speaking.Body(request, maxTokens).With(settings.ExtraBody), cancellationToken);
                dialect = speaking;
                CallMeter.Answered(reply.InputTokens, reply.OutputTokens);
                return new ChatReply(SpokenText.Of(reply.Text), reply.InputTokens, reply.OutputTokens, reply.WasCut);
            }
            catch (BackEndException refused) when (refused.Failure == BackEndFailure.InvalidRequest && speaking.After(refused.Message, request) is { } less)
            {
                speaking = less;
            }
        }
    }
}
