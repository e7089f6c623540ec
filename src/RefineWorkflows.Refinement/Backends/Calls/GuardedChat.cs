using RefineWorkflows.Refinement.Backends.Chat;

namespace RefineWorkflows.Refinement.Backends.Calls;

/// <summary>A chat model that is asked through its door.</summary>
public sealed class GuardedChat(IChatModel model, BackEndDoor door) : IChatModel
{
    private bool? seesPictures;

    public string Id => model.Id;

    /// <inheritdoc/>
    /// <remarks>The first question may load the model, so that it takes the door, too. The answer is remembered.</remarks>
    public async Task<bool> SeesPicturesAsync(CancellationToken cancellationToken)
        => seesPictures ??= await door.PassAsync(default, model.SeesPicturesAsync, _ => default, cancellationToken);

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
