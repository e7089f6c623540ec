using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>
/// Compares two pictures through a judge without trusting it: both orders, one budget of attempts in each, and whatever the
/// judge does becomes a verdict. A judge that goes by the place and not by the picture never changes a winner.
/// </summary>
public sealed class PairComparer
{
    private readonly IPairJudge _judge;
    private readonly PairSettings _settings;

    /// <param name="judge">Looks at the pictures.</param>
    /// <param name="settings">How it is asked.</param>
    /// <exception cref="ArgumentException">The samples are not odd, or there are fewer than no retries.</exception>
    public PairComparer(IPairJudge judge, PairSettings settings)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Retries);
        if (settings.Samples < 1 || settings.Samples % 2 == 0)
            throw new ArgumentException($"Samples is {settings.Samples}. Take an odd number from 1, so that there is a majority.", nameof(settings));
        _judge = judge;
        _settings = settings;
    }

    /// <summary>The judge's id.</summary>
    public string Judge => _judge.Id;

    /// <summary>Compares. A judge that throws or babbles makes the winner <see cref="PairWinner.Failed"/>.</summary>
    /// <exception cref="ArgumentException">The goal or a picture is empty; nobody was asked.</exception>
    /// <exception cref="PromptAssetException">The judge's prompt shows the original, and there is none.</exception>
    /// <exception cref="Budgets.BudgetException">A call might pass a cap; that is not the judge's doing.</exception>
    public async Task<PairComparison> CompareAsync(PairQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentException.ThrowIfNullOrWhiteSpace(question.Goal);
        if (question.ImageA.IsEmpty || question.ImageB.IsEmpty || question.Original is { IsEmpty: true })
            throw new ArgumentException("One of the pictures is empty. Give the bytes of their files.", nameof(question));

        var rounds = new List<PairRound>();
        for (ulong sample = 0; sample < (ulong)_settings.Samples; sample++)
        {
            PairCall first = await CallAsync(question, sample, swapped: false, cancellationToken);
            PairCall? second = _settings.SwapAndAgree ? await CallAsync(question, sample, swapped: true, cancellationToken) : null;
            rounds.Add(PairRound.Of(first, second, _settings));
        }

        return new PairComparison(_judge.Id, _judge.Prompt, rounds);
    }

    private async Task<PairCall> CallAsync(PairQuestion question, ulong sample, bool swapped, CancellationToken cancellationToken)
    {
        (ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second) = swapped ? (question.ImageB, question.ImageA) : (question.ImageA, question.ImageB);
        var request = new PairRequest(question.Goal, first, second, question.Original, Seed: sample);
        Answered<PairVerdict> answer = await PatientQuestion.AskAsync(
            _settings.Retries,
            (reminder, token) => _judge.CompareAsync(request with { Reminder = reminder }, token),
            PairReply.Read,
            cancellationToken);
        return new PairCall(swapped, answer.Value, answer.RawReply, answer.Problem, answer.Attempts, answer.IsTransient);
    }
}
