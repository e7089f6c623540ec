using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>A grade in the words of the loops: a score from 1 to 10, and what to change.</summary>
internal static class GradeFeedback
{
    /// <param name="grade">The grade.</param>
    /// <param name="action">What is done about it.</param>
    /// <param name="advice">What the weakest axis asks for; null for none.</param>
    public static Evaluation Evaluate(GradeResult grade, GradeAction action, string? advice)
    {
        string reply = string.Join('\n', [GradeText.Line(grade), .. grade.Channels.Select(GradeText.Line)]);
        string feedback = string.Join(". ", new[] { advice?.TrimEnd('.'), Weakest(grade) }.Where(words => !string.IsNullOrWhiteSpace(words)));
        bool done = action == GradeAction.Accept;
        return new Evaluation(
            reply,
            new Verdict(done ? VerdictAction.Done : VerdictAction.Continue, grade.Score is { } score ? Math.Round(1 + (9 * score), 2) : null, GradeText.Line(grade), done ? null : feedback, []),
            1);
    }

    private static string? Weakest(GradeResult grade)
        => grade.Channels.Where(channel => channel.Reading.Value is not null).MinBy(channel => channel.Reading.Value) is { } weakest
            ? string.Join(". ", weakest.Reading.Evidence)
            : null;
}
