using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.VieScore;

namespace RefineWorkflows.Refinement.Judging.Rubric;

/// <summary>Has a picture graded by the rubric without trusting the judge. What the judge does wrong makes the grades missing and nothing else.</summary>
public sealed class RubricJudge
{
    private readonly IScoreJudge _judge;
    private readonly PromptAsset _prompt;
    private readonly RubricSettings _settings;

    /// <param name="judge">Looks at the picture.</param>
    /// <param name="prompt">A prompt for the rubric.</param>
    /// <param name="settings">How it is asked.</param>
    /// <exception cref="PromptAssetException">The prompt asks for something else.</exception>
    /// <exception cref="ArgumentException">The samples are not odd, or a number is out of its range.</exception>
    public RubricJudge(IScoreJudge judge, PromptAsset prompt, RubricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Retries);
        if (settings.Samples < 1 || settings.Samples % 2 == 0)
            throw new ArgumentException($"Samples is {settings.Samples}. Take an odd number from 1, so that there is a middle.", nameof(settings));
        _judge = judge;
        _prompt = prompt.For(PromptInputs.Rubric);
        _settings = settings;
    }

    /// <summary>Grades. A model that throws or babbles leaves the grades missing.</summary>
    /// <param name="instruction">What the picture should show.</param>
    /// <param name="image">The encoded picture.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">The picture or the instruction is empty; nobody was asked.</exception>
    /// <exception cref="Budgets.BudgetException">A call might pass a cap.</exception>
    public async Task<RubricResult> GradeAsync(string instruction, ReadOnlyMemory<byte> image, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instruction);
        if (image.IsEmpty)
            throw new ArgumentException("The picture is empty. Give the bytes of its file.", nameof(image));
        var samples = new List<Answered<RubricVerdict>>();
        for (ulong sample = 0; sample < (ulong)_settings.Samples; sample++)
        {
            ulong seed = sample;
            samples.Add(await PatientQuestion.AskAsync(
                _settings.Retries,
                (reminder, token) => _judge.ScoreAsync(_prompt, new ScoreRequest(instruction, image, null, reminder, seed), token),
                RubricReply.Read,
                cancellationToken));
        }

        return new RubricResult(
            _judge.Id,
            _prompt.Stamp,
            [.. samples.Select(sample => sample.Value)],
            [.. samples.Select(sample => sample.RawReply)],
            [.. samples.Select(sample => sample.Problem)],
            samples.Exists(sample => sample.IsTransient));
    }
}
