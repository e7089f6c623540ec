using System.Globalization;

namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>Makes one grade of five channels.</summary>
public static class Synthesis
{
    private const int LeastChannels = 2;
    private const double Rounding = 1e-9;

    /// <summary>The two-sided 95 % of a normal distribution.</summary>
    private const double Confidence = 1.96;

    private static readonly ChannelKind[] Objective = [ChannelKind.Semantic, ChannelKind.Spatial, ChannelKind.Benchmark];

    public static GradeResult Of(Channels channels, GradeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(settings);
        bool divergent = channels.Semantic.Value is { } said && channels.Spatial.Value is { } seen && Math.Abs(said - seen) > settings.Divergence + Rounding;
        ChannelWeights weights = divergent ? settings.Weights.TowardsSpatial() : settings.Weights;
        ChannelKind[] present = [.. Enum.GetValues<ChannelKind>().Where(channel => channels.Of(channel).Value is not null)];
        double coverage = present.Sum(weights.Of);
        double? score = Mean(channels, weights, present);
        ScoreInterval interval = Interval(channels, weights, present, score, settings);
        (Grade grade, GradeAction action, string? because) = Decide(present, coverage, score, settings);
        return new GradeResult(
            grade,
            action,
            score,
            interval,
            coverage,
            divergent,
            Mean(channels, settings.Weights, [.. present.Intersect(Objective)]),
            [.. Enum.GetValues<ChannelKind>().Select(channel => new GradedChannel(channel, channels.Of(channel), present.Contains(channel) && coverage > 0 ? weights.Of(channel) / coverage : 0))],
            because);
    }

    private static (Grade Grade, GradeAction Action, string? Because) Decide(ChannelKind[] present, double coverage, double? score, GradeSettings settings)
    {
        string? missing = present.Length < LeastChannels
            ? Invariant($"only {present.Length} of five channels said something, and at least {LeastChannels} are needed")
            : coverage < settings.LeastCoverage - Rounding
                ? Invariant($"the channels that said something weigh {coverage:0.##}, and at least {settings.LeastCoverage:0.##} is needed")
                : present.Intersect(Objective).Any() ? null : "none of semantic, spatial and benchmark said something";
        if (missing is not null || score is not { } known)
            return (Grade.Ungraded, GradeAction.Review, missing ?? "the channels that said something weigh nothing");
        Grade grade = settings.Table.Of(known);
        GradeAction action = GradeTable.ActionOf(grade);
        return action == GradeAction.Accept && known < settings.AcceptFrom - Rounding
            ? (grade, GradeAction.Review, Invariant($"the score is below {settings.AcceptFrom:0.##}, from which on it is accepted"))
            : (grade, action, null);
    }

    private static double? Mean(Channels channels, ChannelWeights weights, ChannelKind[] present)
    {
        double weight = present.Sum(weights.Of);
        return weight > 0 ? Math.Clamp(present.Sum(channel => weights.Of(channel) * channels.Of(channel).Value!.Value) / weight, 0, 1) : null;
    }

    /// <summary>
    /// The channels are taken for independent. A present one is off by its own deviation; a missing one may have said
    /// anything that is as far from the score as the present ones are from each other.
    /// </summary>
    private static ScoreInterval Interval(Channels channels, ChannelWeights weights, ChannelKind[] present, double? score, GradeSettings settings)
    {
        if (score is not { } mean)
            return new ScoreInterval(0, 1, Grade.F, Grade.A);
        double coverage = present.Sum(weights.Of);
        double spread = present.Sum(channel => weights.Of(channel) * Squared(channels.Of(channel).Value!.Value - mean)) / coverage;
        double variance = 0;
        foreach (ChannelKind channel in Enum.GetValues<ChannelKind>())
        {
            variance += present.Contains(channel)
                ? Squared(weights.Of(channel) / coverage * (channels.Of(channel).Deviation ?? settings.AssumedDeviation))
                : Squared(weights.Of(channel)) * Math.Max(spread, Squared(settings.AssumedDeviation));
        }

        double half = Confidence * Math.Sqrt(variance);
        (double low, double high) = (Math.Max(0, mean - half), Math.Min(1, mean + half));
        return new ScoreInterval(low, high, settings.Table.Of(low), settings.Table.Of(high));
    }

    private static double Squared(double value) => value * value;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
