using System.Globalization;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Server.Cli;

/// <summary>Shows grades: never one without its interval and its evidence.</summary>
internal static class GradePrinter
{
    private const int LongestLine = 160;

    /// <summary>For people: the grade, then its channels.</summary>
    public static IEnumerable<string> Lines(string file, GradedItem item)
    {
        GradeResult result = item.Result;
        yield return $"{file}: {Grades.NameOf(result.Grade)}  {Score(result)}  {Word(result.Action)}{(result.Because is { } because ? $" ({Plain(because)})" : "")}";
        foreach (GradedChannel channel in result.Channels)
        {
            string name = $"  {NameOf(channel.Channel),-13}";
            if (channel.Reading.Value is not { } value)
            {
                yield return $"{name} missing: {Plain(channel.Reading.MissingBecause!)}";
                continue;
            }

            yield return string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.00} × {channel.Weight:0.00}");
            foreach (string line in channel.Reading.Evidence.Where(line => line.Length > 0))
                yield return $"                {Plain(line)}";
        }

        if (result.IsDivergent)
            yield return "  semantic and spatial disagree, so that spatial counts for more";
        if (item.Advice is { } advice)
            yield return $"  advice: {advice}";
    }

    /// <summary>For programs.</summary>
    public static object View(string file, GradeSubject subject, GradedItem item) => new
    {
        file,
        subject.Prompt,
        frames = subject.Frames.Count,
        grade = Grades.NameOf(item.Result.Grade),
        action = Word(item.Result.Action),
        item.Result.Score,
        interval = new { item.Result.Interval.Low, item.Result.Interval.High, worst = Grades.NameOf(item.Result.Interval.Worst), best = Grades.NameOf(item.Result.Interval.Best) },
        item.Result.Coverage,
        item.Result.IsDivergent,
        item.Result.PromptAdherence,
        item.Result.Because,
        channels = item.Result.Channels.Select(channel => new
        {
            channel = NameOf(channel.Channel),
            channel.Reading.Value,
            channel.Weight,
            channel.Reading.Deviation,
            missing = channel.Reading.MissingBecause,
            channel.Reading.Evidence,
        }),
        dimensions = item.Benchmark?.Dimensions.Select(one => new { one.Key, one.Raw, value = one.Normalised, missing = one.MissingBecause }),
        isStatic = item.Benchmark?.IsStatic,
        claims = item.Spatial?.Claims.Select(one => new { claim = one.Claim.ToString(), one.Value, one.Because }),
        axes = item.Reward?.Axes.Select(one => new { axis = one.Axis.ToString().ToLowerInvariant(), one.Value, one.Reason }),
        replies = (string[])[.. item.Spatial?.Raw ?? [], .. item.Reward?.Raw ?? []],
        item.Advice,
    };

    private static string Score(GradeResult result) => result.Score is { } score
        ? string.Create(CultureInfo.InvariantCulture, $"{score:0.00} ({result.Interval.Low:0.00} to {result.Interval.High:0.00}: {Grades.NameOf(result.Interval.Worst)} to {Grades.NameOf(result.Interval.Best)})")
        : "no score";

    private static string NameOf(ChannelKind channel) => channel.ToString().ToLowerInvariant();

    private static string Word(GradeAction action) => action.ToString().ToLowerInvariant();

    // Words of a model are no commands to a terminal.
    private static string Plain(string text)
    {
        string shown = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return shown.Length <= LongestLine ? shown : $"{shown[..LongestLine]}…";
    }
}
