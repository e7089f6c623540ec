using RefineWorkflows.Refinement.Backends.Chat;

namespace RefineWorkflows.Refinement.Backends.Calls;

/// <summary>A chat model that is asked through its door.</summary>
public sealed class GuardedChat(IChatModel model, BackEndDoor door) : IChatModel
{
    private bool? seesPictures;

    public string Id => model.Id;

    public bool LoadsToTellSight => model.LoadsToTellSight;

    /// <inheritdoc/>
    /// <remarks>Where the question may load the model it takes the door, too. The answer is remembered.</remarks>
    public async Task<bool> SeesPicturesAsync(CancellationToken cancellationToken)
        => seesPictures ??= model.LoadsToTellSight
            ? await door.PassAsync(default, model.SeesPicturesAsync, _ => default, cancellationToken)
            : await model.SeesPicturesAsync(cancellationToken);

    public Task<ChatReply> AskAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        if (door.Prices.MaxOutputTokens is { } longest)
            request = request with { MaxTokens = longest };
        return door.PassAsync(
            door.Prices.Bound(request, request.MaxTokens),
            token => model.AskAsync(request, token),
            reply => new CallCost(0, reply.InputTokens, reply.OutputTokens),
            cancellationToken);
    }
}
