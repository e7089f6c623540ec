using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Backends.Chat;

/// <summary>Lets a chat model find the next idea by looking at a picture, and shorten ideas to prompts.</summary>
/// <param name="model">The model. One that cannot see is refused when it is to look.</param>
public sealed class ChatProposer(IChatModel model) : IProposer
{
    private const int LongestIdea = 512;

    public string Id => model.Id;

    /// <summary>Refuses a model that reads only text. Ask before anything is generated.</summary>
    /// <exception cref="BackEndException">It cannot look at pictures, or it does not answer.</exception>
    public Task RequireSightAsync(CancellationToken cancellationToken) => Sight.RequireAsync(model, "proposer", cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="BackEndException">The model cannot see, did not answer, or not so that it can be used.</exception>
    /// <exception cref="Imaging.ImagingException">The picture cannot be decoded.</exception>
    public async Task<string> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await RequireSightAsync(cancellationToken);
        ReadOnlyMemory<byte> picture = await ModelPicture.PrepareAsync(request.Image, cancellationToken);
        return await AskAsync(
            new ChatRequest([ChatTurn.User(ChatInstructions.Proposal(request), picture)])
            {
                System = ChatInstructions.Proposer,
                Temperature = request.Temperature,
                Seed = request.Seed,
                MaxTokens = LongestIdea,
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="BackEndException">The model did not answer, or not so that it can be used.</exception>
    public Task<string> CondenseAsync(string description, int maxWords, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWords, 1);
        return AskAsync(
            new ChatRequest([ChatTurn.User($"{ChatInstructions.DescriptionMark} {description}")])
            {
                System = ChatInstructions.Condenser(maxWords),
                Temperature = 0,
                MaxTokens = LongestIdea,
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="BackEndException">The model did not answer, or not so that it can be used.</exception>
    public Task<string> ReviseAsync(RevisionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AskAsync(
            new ChatRequest([ChatTurn.User(ChatInstructions.Revision(request))])
            {
                System = ChatInstructions.Writer,
                Temperature = request.Temperature,
                Seed = request.Seed,
                MaxTokens = LongestIdea,
            },
            cancellationToken);
    }

    private async Task<string> AskAsync(ChatRequest request, CancellationToken cancellationToken)
        => ReplyText.Normalise((await model.AskAsync(request, cancellationToken)).Text);
}
