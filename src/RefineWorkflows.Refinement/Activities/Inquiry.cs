using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>Asks a judge until its reply can be read, or as often as allowed.</summary>
internal static class Inquiry
{
    public const int MostRetries = 10;

    /// <param name="backEnds">Who there is.</param>
    /// <param name="judgeId">Who is asked.</param>
    /// <param name="question">The question; the reminder is added where one is due.</param>
    /// <param name="retries">How often it is asked again, 0 to 10.</param>
    /// <param name="read">Makes a verdict of a reply; throws <see cref="TypedVerdictException"/> where the reply has to be readable.</param>
    /// <param name="suffices">Whether a verdict needs no other try.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Evaluation> AskAsync(
        BackEnds backEnds, string? judgeId, EvaluationRequest question, int retries, Func<string, Verdict> read, Func<Verdict, bool> suffices, CancellationToken cancellationToken)
    {
        IJudge judge = backEnds.Judge(judgeId);
        int most = Math.Clamp(retries, 0, MostRetries) + 1;
        for (int asked = 1; ; asked++)
        {
            string reply = await judge.EvaluateAsync(asked == 1 ? question : question with { Reminder = question.IsTyped ? TypedVerdict.Reminder : EvaluatorReply.Reminder }, cancellationToken);
            try
            {
                Verdict verdict = read(reply);
                if (asked == most || suffices(verdict))
                    return new Evaluation(reply, verdict, asked) { By = backEnds.StampOf(judge.Id, judge.Prompts) };
            }
            catch (TypedVerdictException) when (asked < most)
            {
                // It is asked once more; the last reply has to do.
            }
        }
    }
}
