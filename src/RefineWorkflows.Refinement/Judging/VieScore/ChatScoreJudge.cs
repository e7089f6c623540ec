using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.VieScore;

/// <summary>Lets a chat model that can see score pictures. Every call stands alone.</summary>
/// <param name="model">The model. One that cannot see is refused when it is to look.</param>
/// <param name="manner">How it is asked; null as judges usually are.</param>
public sealed class ChatScoreJudge(IChatModel model, ChatManner? manner = null) : IScoreJudge
{
    private readonly ChatManner _manner = manner ?? new ChatManner();

    public string Id => model.Id;

    /// <inheritdoc/>
    /// <exception cref="Backends.BackEndException">It cannot look at pictures, or it does not answer.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken) => Sight.RequireAsync(model, "judge", cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="Backends.BackEndException">The model cannot see, did not answer, or not so that it can be used.</exception>
    /// <exception cref="Imaging.ImagingException">A picture cannot be decoded.</exception>
    public async Task<string> ScoreAsync(PromptAsset prompt, ScoreRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(request);
        await PrepareAsync(cancellationToken);
        var pictures = new Dictionary<string, ReadOnlyMemory<byte>> { [PromptInputs.EditedImage] = await ModelPicture.ForJudgeAsync(request.Image, cancellationToken) };
        if (request.Original is { } original && prompt.ShowsOriginal)
            pictures[PromptInputs.InputImage] = await ModelPicture.ForJudgeAsync(original, cancellationToken);
        ChatRequest asked = prompt.Fill(new Dictionary<string, string> { [PromptInputs.Instruction] = request.Instruction }, pictures, request.Reminder);
        return (await model.AskAsync(asked with { Seed = request.Seed, MaxTokens = _manner.MaxTokens, Temperature = _manner.Temperature }, cancellationToken)).Text;
    }
}
