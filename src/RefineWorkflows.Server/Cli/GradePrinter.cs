using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Server.Cli;

/// <summary>Shows grades: never one without its interval and its evidence.</summary>
internal static class GradePrinter
{
    /// <summary>For people: the grade, then its channels.</summary>
    public static IEnumerable<string> Lines(string file, GradedItem item)
    {
        string[] lines = [.. GradeText.Lines(item.Result)];
        string[] advice = item.Advice is { } given ? [$"  advice: {PlainWords.Of(given)}"] : [];
        return [$"{PlainWords.Of(file)}: {lines[0]}", .. lines[1..], .. advice];
    }

    /// <summary>For programs.</summary>
    public static object View(string file, GradeSubject subject, GradedItem item) => new
    {
        file,
        subject.Prompt,
        frames = subject.Frames.Count,
        grade = Grades.NameOf(item.Result.Grade),
        action = GradeText.NameOf(item.Result.Action),
        item.Result.Score,
        interval = new { item.Result.Interval.Low, item.Result.Interval.High, worst = Grades.NameOf(item.Result.Interval.Worst), best = Grades.NameOf(item.Result.Interval.Best) },
        item.Result.Coverage,
        item.Result.IsDivergent,
        item.Result.PromptAdherence,
        item.Result.Because,
        channels = item.Result.Channels.Select(channel => new
        {
            channel = GradeText.NameOf(channel.Channel),
            channel.Reading.Value,
            channel.Weight,
            channel.Reading.Deviation,
            missing = channel.Reading.MissingBecause,
            channel.Reading.By,
            channel.Reading.Evidence,
        }),
        dimensions = item.Benchmark?.Dimensions.Select(one => new { one.Key, one.Raw, value = one.Normalised, missing = one.MissingBecause }),
        isStatic = item.Benchmark?.IsStatic,
        claims = item.Spatial?.Claims.Select(one => new { claim = one.Claim.ToString(), one.Value, one.Because }),
        axes = item.Reward?.Axes.Select(one => new { axis = one.Axis.ToString().ToLowerInvariant(), one.Value, one.Reason }),
        replies = (string[])[.. item.Result.Channels.SelectMany(channel => channel.Reading.Raw), .. item.Spatial?.Raw ?? [], .. item.Reward?.Raw ?? []],
        item.Advice,
    };
}
