using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>Lets a chat model that can see compare two pictures. Every call stands alone.</summary>
public sealed class ChatPairJudge : IPairJudge
{
    private readonly IChatModel _model;
    private readonly PromptAsset _prompt;
    private readonly ChatManner _manner;

    /// <param name="model">The model. One that cannot see is refused when it is to look.</param>
    /// <param name="prompt">A prompt that takes two pictures.</param>
    /// <param name="manner">How it is asked; null as judges usually are.</param>
    /// <exception cref="PromptAssetException">The prompt does not take two pictures.</exception>
    public ChatPairJudge(IChatModel model, PromptAsset prompt, ChatManner? manner = null)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        _model = model;
        _manner = manner ?? new ChatManner();
        _prompt = prompt.For(PromptInputs.Pair);
    }

    public string Id => _model.Id;

    public PromptStamp? Prompt => _prompt.Stamp;

    /// <inheritdoc/>
    /// <exception cref="Backends.BackEndException">It cannot look at pictures, or it does not answer.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken) => Sight.RequireAsync(_model, "judge", cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="PromptAssetException">The prompt shows the original, and there is none.</exception>
    /// <exception cref="Backends.BackEndException">The model cannot see, did not answer, or not so that it can be used.</exception>
    /// <exception cref="Imaging.ImagingException">A picture cannot be decoded.</exception>
    public async Task<string> CompareAsync(PairRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await PrepareAsync(cancellationToken);
        var pictures = new Dictionary<string, ReadOnlyMemory<byte>>
        {
            [PromptInputs.FirstImage] = await ModelPicture.ForJudgeAsync(request.First, cancellationToken),
            [PromptInputs.SecondImage] = await ModelPicture.ForJudgeAsync(request.Second, cancellationToken),
        };
        if (request.Original is { } original && _prompt.ShowsOriginal)
            pictures[PromptInputs.InputImage] = await ModelPicture.ForJudgeAsync(original, cancellationToken);
        ChatRequest asked = _prompt.Fill(new Dictionary<string, string> { [PromptInputs.Instruction] = request.Goal }, pictures, request.Reminder) with { Seed = request.Seed, MaxTokens = _manner.MaxTokens, Temperature = _manner.Temperature };
        return (await _model.AskAsync(asked, cancellationToken)).Text;
    }
}
