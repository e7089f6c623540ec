using System.Globalization;

namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>A grade in words, never without its interval.</summary>
public static class GradeText
{
    /// <summary><c>B+ (0.74, between 0.66 and 0.81: B to A-), accept</c></summary>
    public static string Line(GradeResult grade)
    {
        ArgumentNullException.ThrowIfNull(grade);
        ScoreInterval interval = grade.Interval;
        string score = grade.Score is { } known
            ? string.Create(CultureInfo.InvariantCulture, $" ({known:0.00}, between {interval.Low:0.00} and {interval.High:0.00}: {Grades.NameOf(interval.Worst)} to {Grades.NameOf(interval.Best)})")
            : "";
        return $"{Grades.NameOf(grade.Grade)}{score}, {grade.Action.ToString().ToLowerInvariant()}{(grade.Because is { } because ? $": {because}" : "")}";
    }

    /// <summary><c>semantic 0.80 (weight 0.33): it is red; …</c></summary>
    public static string Line(GradedChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        string name = channel.Channel.ToString().ToLowerInvariant();
        return channel.Reading.Value is { } value
            ? string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.00} (weight {channel.Weight:0.00}): {string.Join("; ", channel.Reading.Evidence)}")
            : $"{name} missing: {channel.Reading.MissingBecause}";
    }
}
