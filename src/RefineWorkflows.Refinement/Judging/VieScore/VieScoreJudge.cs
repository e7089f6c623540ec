using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.VieScore;

/// <summary>Lets a chat model that can see score pictures, each in a call of its own, at temperature 0. What the model does wrong makes a score missing and nothing else.</summary>
public sealed class VieScoreJudge
{
    private const int LongestVerdict = 2048;

    private readonly IChatModel _model;
    private readonly PromptAsset _prompt;
    private readonly VieScoreSettings _settings;

    /// <param name="model">The model. One that cannot see is refused by <see cref="PrepareAsync"/>, and scores nothing.</param>
    /// <param name="prompt">A prompt that takes one picture.</param>
    /// <param name="settings">How it is asked.</param>
    /// <exception cref="PromptAssetException">The prompt does not take one picture.</exception>
    /// <exception cref="ArgumentException">The samples are not odd, or a number is out of its range.</exception>
    public VieScoreJudge(IChatModel model, PromptAsset prompt, VieScoreSettings settings)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Retries);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.TieMargin);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.ScoreRange);
        if (settings.Samples < 1 || settings.Samples % 2 == 0)
            throw new ArgumentException($"Samples is {settings.Samples}. Take an odd number from 1, so that there is a middle.", nameof(settings));
        _model = model;
        _prompt = prompt.For(PromptInputs.SingleScore);
        _settings = settings;
    }

    /// <summary>Refuses a model that reads only text. Ask before anything is generated.</summary>
    /// <exception cref="Backends.BackEndException">It cannot look at pictures, or it does not answer.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken) => Sight.RequireAsync(_model, "judge", cancellationToken);

    /// <summary>Scores. A model that throws or babbles leaves a score missing.</summary>
    /// <exception cref="ArgumentException">There are not one or two pictures, or one or the instruction is empty; nobody was asked.</exception>
    /// <exception cref="PromptAssetException">The prompt shows the original, and there is none.</exception>
    /// <exception cref="Budgets.BudgetException">A call might pass a cap.</exception>
    public async Task<VieScoreResult> ScoreAsync(VieScoreRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Instruction);
        if (request.Images.Count is not (1 or 2))
            throw new ArgumentException($"There are {request.Images.Count} pictures. Give one to score, or two to compare.", nameof(request));
        if (request.Images.Any(image => image.IsEmpty) || request.Original is { IsEmpty: true })
            throw new ArgumentException("One of the pictures is empty. Give the bytes of their files.", nameof(request));

        var images = new List<VieScoreImage>();
        foreach (ReadOnlyMemory<byte> image in request.Images)
            images.Add(await ScoreAsync(request, image, cancellationToken));
        return new VieScoreResult(_model.Id, _prompt.Stamp, images, _settings.TieMargin);
    }

    private async Task<VieScoreImage> ScoreAsync(VieScoreRequest request, ReadOnlyMemory<byte> image, CancellationToken cancellationToken)
    {
        var samples = new List<Answered<ScoreVerdict>>();
        for (ulong sample = 0; sample < (ulong)_settings.Samples; sample++)
        {
            ulong seed = sample;
            samples.Add(await PatientQuestion.AskAsync(
                _settings.Retries,
                (reminder, token) => AskAsync(request, image, reminder, seed, token),
                reply => ScoreReply.Read(reply, _prompt.Stamp, _settings.ScoreRange),
                cancellationToken));
        }

        return new VieScoreImage(
            [.. samples.Select(sample => sample.Value)],
            [.. samples.Select(sample => sample.RawReply)],
            [.. samples.Select(sample => sample.Problem)],
            samples.Exists(sample => sample.IsTransient));
    }

    private async Task<string> AskAsync(VieScoreRequest request, ReadOnlyMemory<byte> image, string? reminder, ulong seed, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        var pictures = new Dictionary<string, ReadOnlyMemory<byte>> { [PromptInputs.EditedImage] = await ModelPicture.PrepareAsync(image, cancellationToken) };
        if (request.Original is { } original && _prompt.ShowsOriginal)
            pictures[PromptInputs.InputImage] = await ModelPicture.PrepareAsync(original, cancellationToken);
        ChatRequest asked = _prompt.Fill(new Dictionary<string, string> { [PromptInputs.Instruction] = request.Instruction }, pictures, reminder) with { Seed = seed, MaxTokens = LongestVerdict };
        return (await _model.AskAsync(asked, cancellationToken)).Text;
    }
}
