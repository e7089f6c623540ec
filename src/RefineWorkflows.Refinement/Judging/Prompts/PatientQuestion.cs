using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Budgets;

namespace RefineWorkflows.Refinement.Judging.Prompts;

/// <summary>
/// Asks a judge until its reply can be read, within one budget of attempts. Whatever the judge does, this is an answer:
/// only what is not its doing ends it otherwise: cancelling, a budget that is used up, a prompt that cannot be filled.
/// </summary>
internal static class PatientQuestion
{
    /// <param name="retries">Further attempts after the first.</param>
    /// <param name="ask">Asks once, with a reminder from the second time on.</param>
    /// <param name="read">Reads a reply; never throws.</param>
    public static async Task<Answered<T>> AskAsync<T>(int retries, Func<string?, CancellationToken, Task<string>> ask, Func<string, Reading<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        Answered<T>? doubtful = null;
        string? raw = null;
        string? problem = null;
        for (int attempt = 1; attempt <= 1 + retries; attempt++)
        {
            try
            {
                raw = await ask(problem is null ? null : Reminder(problem), cancellationToken);
            }
            // A judge that cannot be reached is not asked again here: the back end's own patience is spent by then, and
            // whoever runs this can wait durably.
            catch (Exception failure) when (failure is not (BudgetException or PromptAssetException) && !(failure is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                return doubtful is null
                    ? new Answered<T>(null, raw, failure.Message, attempt, failure is BackEndException { IsTransient: true })
                    : doubtful with { Attempts = attempt };
            }

            Reading<T> reading = read(raw);
            problem = reading.Problem;
            if (reading.Value is { } value)
            {
                var answer = new Answered<T>(value, raw, problem, attempt, false);
                if (problem is null || doubtful is not null || attempt > retries)
                    return answer;
                doubtful = answer;
            }
        }

        return doubtful is null ? new Answered<T>(null, raw, problem, 1 + retries, false) : doubtful with { Attempts = 1 + retries };
    }

    private static string Reminder(string problem)
        => $"Your last answer cannot be used: {problem}. Answer again, with one JSON object as it was asked for and nothing before or after it.";
}
