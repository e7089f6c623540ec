using System.Globalization;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Tuning.Memory;

/// <summary>The graded pictures of a user's last runs.</summary>
public sealed class GradedPictures(RunRecords records)
{
    private const int Runs = 200;

    /// <summary>Newest run first, in each the iterations in order.</summary>
    public async Task<IReadOnlyList<GradedPicture>> ListAsync(string user, CancellationToken cancellationToken)
    {
        List<GradedPicture> graded = [];
        foreach (RunRow run in (await records.ListAsync(Runs, cancellationToken)).Where(run => run.User == user))
        {
            foreach (IterationRecord step in await records.IterationsAsync(run.Id, cancellationToken))
            {
                if (step.Grade is { } grade)
                    graded.Add(Picture(run, step, grade));
            }
        }

        return graded;
    }

    private static GradedPicture Picture(RunRow run, IterationRecord step, GradeResult grade)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (GradedChannel channel in grade.Channels)
        {
            if (channel.Reading.Value is { } value)
                scores[channel.Channel.ToString().ToLowerInvariant()] = value;
        }

        foreach ((string axis, double value) in step.Axes ?? new Dictionary<string, double>())
            scores[$"visionreward/{axis}"] = value;
        return new GradedPicture(string.Create(CultureInfo.InvariantCulture, $"{run.Id}/{step.Iteration}"), step.EndedAt, run.Prompt, Grades.NameOf(grade.Grade), grade.Score, scores);
    }
}
