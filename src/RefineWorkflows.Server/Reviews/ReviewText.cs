using System.Globalization;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Reviews;

namespace RefineWorkflows.Server.Reviews;

/// <summary>An open review in words.</summary>
internal static class ReviewText
{
    public static string Tell(Review review)
    {
        string grade = review.Grade is { } known ? $", graded {GradeText.Line(known)}" : "";
        string deadline = review.DueAt is { } due
            ? string.Create(CultureInfo.InvariantCulture, $" Without an answer it is '{ReviewDecisions.NameOf(review.Default)}' at {due.ToLocalTime():yyyy-MM-dd HH:mm:ss}.")
            : "";
        return $"A person is asked about picture {review.Iteration}{grade}: {review.Question} Answer with: refine answer {review.Run} {string.Join('|', ReviewDecisions.Names)}, or on the run's page.{deadline}";
    }
}
