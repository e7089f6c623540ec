using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.VieScore;

/// <summary>Has pictures scored without trusting the judge, each in a call of its own. What the judge does wrong makes a score missing and nothing else.</summary>
public sealed class VieScoreJudge
{
    private readonly IScoreJudge _judge;
    private readonly PromptAsset _prompt;
    private readonly VieScoreSettings _settings;

    /// <param name="judge">Looks at the pictures. One that cannot see is refused by <see cref="PrepareAsync"/>, and scores nothing.</param>
    /// <param name="prompt">A prompt that takes one picture.</param>
    /// <param name="settings">How it is asked.</param>
    /// <exception cref="PromptAssetException">The prompt does not take one picture.</exception>
    /// <exception cref="ArgumentException">The samples are not odd, or a number is out of its range.</exception>
    public VieScoreJudge(IScoreJudge judge, PromptAsset prompt, VieScoreSettings settings)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Retries);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.TieMargin);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.ScoreRange);
        if (settings.Samples < 1 || settings.Samples % 2 == 0)
            throw new ArgumentException($"Samples is {settings.Samples}. Take an odd number from 1, so that there is a middle.", nameof(settings));
        _judge = judge;
        _prompt = prompt.For(PromptInputs.SingleScore);
        _settings = settings;
    }

    /// <summary>Refuses a judge that cannot look, as a model that reads only text. Ask before anything is generated.</summary>
    /// <exception cref="Backends.BackEndException">It cannot look at pictures, or it does not answer.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken) => _judge.PrepareAsync(cancellationToken);

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
        return new VieScoreResult(_judge.Id, _prompt.Stamp, images, _settings.TieMargin);
    }

    private async Task<VieScoreImage> ScoreAsync(VieScoreRequest request, ReadOnlyMemory<byte> image, CancellationToken cancellationToken)
    {
        var samples = new List<Answered<ScoreVerdict>>();
        for (ulong sample = 0; sample < (ulong)_settings.Samples; sample++)
        {
            ulong seed = sample;
            samples.Add(await PatientQuestion.AskAsync(
                _settings.Retries,
                (reminder, token) => _judge.ScoreAsync(_prompt, new ScoreRequest(request.Instruction, image, request.Original, reminder, seed), token),
                reply => ScoreReply.Read(reply, _prompt.Stamp, _settings.ScoreRange),
                cancellationToken));
        }

        return new VieScoreImage(
            [.. samples.Select(sample => sample.Value)],
            [.. samples.Select(sample => sample.RawReply)],
            [.. samples.Select(sample => sample.Problem)],
            samples.Exists(sample => sample.IsTransient));
    }
}
