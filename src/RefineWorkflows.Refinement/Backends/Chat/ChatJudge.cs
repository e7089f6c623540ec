using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>Lets a chat model that can see judge pictures. Every call stands alone, at temperature 0.</summary>
/// <param name="model">The model. One that cannot see is refused.</param>
public sealed class ChatJudge(IChatModel model) : IJudge
{
    /// <summary>Room for a verdict; models that think aloud are given more when they run out.</summary>
    private const int LongestVerdict = 1024;

    public string Id => model.Id;

    public IReadOnlyList<PromptStamp> Prompts { get; } = [PromptStamp.Of("chat/judge", "v2", ChatInstructions.Judge)];

    /// <summary>Refuses a model that reads only text. Ask before anything is generated: without sight it can judge nothing.</summary>
    /// <exception cref="BackEndException">It cannot look at pictures, or it does not answer.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken) => Sight.RequireAsync(model, "judge", cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="BackEndException">The model cannot see, did not answer, or not so that it can be used.</exception>
    /// <exception cref="Imaging.ImagingException">The picture cannot be decoded.</exception>
    public async Task<string> EvaluateAsync(EvaluationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await PrepareAsync(cancellationToken);
        ReadOnlyMemory<byte> picture = await ModelPicture.PrepareAsync(request.Image, cancellationToken);
        var asked = new ChatRequest([ChatTurn.User(ChatInstructions.Question(request), picture)])
        {
            System = ChatInstructions.Judge,
            Temperature = 0,
            MaxTokens = LongestVerdict,
        };
        return (await model.AskAsync(asked, cancellationToken)).Text;
    }
}
