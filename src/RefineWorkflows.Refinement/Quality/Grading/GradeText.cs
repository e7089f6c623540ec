using System.Globalization;
using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>A grade in words, never without its interval. A model's words in it are shown and nothing else: no control character of theirs comes through.</summary>
public static class GradeText
{
    private const int LongestLine = 160;

    /// <summary><c>B+  0.74 (0.66 to 0.81: B to A-)  accept</c></summary>
    public static string Line(GradeResult grade)
    {
        ArgumentNullException.ThrowIfNull(grade);
        ScoreInterval interval = grade.Interval;
        string score = grade.Score is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"{known:0.00} ({interval.Low:0.00} to {interval.High:0.00}: {Grades.NameOf(interval.Worst)} to {Grades.NameOf(interval.Best)})")
            : "no score";
        return $"{Grades.NameOf(grade.Grade)}  {score}  {NameOf(grade.Action)}{(grade.Because is { } because ? $" ({PlainWords.Of(because)})" : "")}";
    }

    /// <summary><c>semantic 0.80 × 0.33: it is red; …</c></summary>
    public static string Line(GradedChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        string evidence = string.Join("; ", channel.Reading.Evidence.Select(line => PlainWords.Of(line)).Where(line => line.Length > 0));
        return $"{NameOf(channel.Channel)} {Value(channel)}{(evidence.Length > 0 ? $": {evidence}" : "")}";
    }

    /// <summary>The grade, then its channels with their evidence, a line each.</summary>
    public static IEnumerable<string> Lines(GradeResult grade)
    {
        ArgumentNullException.ThrowIfNull(grade);
        yield return Line(grade);
        foreach (GradedChannel channel in grade.Channels)
        {
            yield return $"  {NameOf(channel.Channel),-13} {Value(channel)}";
            foreach (string line in channel.Reading.Evidence.Select(line => PlainWords.Of(line, LongestLine)).Where(line => line.Length > 0))
                yield return $"                {line}";
        }

        if (grade.IsDivergent)
            yield return "  semantic and spatial disagree, so that spatial counts for more";
    }

    /// <summary>As commands and reports call a channel.</summary>
    public static string NameOf(ChannelKind channel) => channel.ToString().ToLowerInvariant();

    /// <summary>As commands and reports call an action.</summary>
    public static string NameOf(GradeAction action) => action.ToString().ToLowerInvariant();

    private static string Value(GradedChannel channel) => channel.Reading.Value is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{value:0.00} × {channel.Weight:0.00}")
        : $"missing: {PlainWords.Of(channel.Reading.MissingBecause, LongestLine)}";
}
