namespace RefineWorkflows.Refinement.Judging.Panel;

/// <summary>What several scores of one picture say together.</summary>
/// <param name="Score">The middle one; the mean of the two in the middle where their number is even. Null where too few are left: never 0.</param>
/// <param name="Spread">Their population standard deviation, in points; null without any.</param>
/// <param name="Voices">Scores that count.</param>
/// <param name="Failed">Missing scores, which were left out.</param>
/// <param name="IsUnsteady">Whether the spread is above <see cref="HighVariance"/> of the range.</param>
public sealed record PanelMedian(double? Score, double? Spread, int Voices, int Failed, bool IsUnsteady)
{
    /// <summary>Spread, as a share of the range, above which a score says little.</summary>
    public const double HighVariance = 0.2;

    /// <summary>Takes the median; a missing score is no voice.</summary>
    /// <param name="scores">One for each voice; null where it failed. NaN and infinities count as failed.</param>
    /// <param name="range">Top of the scale minus its bottom.</param>
    /// <param name="quorum">How many must not have failed, from 1.</param>
    public static PanelMedian Of(IReadOnlyCollection<double?> scores, double range = 10, int quorum = 1)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(range);
        ArgumentOutOfRangeException.ThrowIfLessThan(quorum, 1);
        double[] given = [.. scores.OfType<double>().Where(double.IsFinite).Order()];
        double? spread = Deviation(given);
        double? median = given.Length < quorum ? null : (given[(given.Length - 1) / 2] + given[given.Length / 2]) / 2;
        return new PanelMedian(median, spread, given.Length, scores.Count - given.Length, spread > HighVariance * range);
    }

    /// <summary>The population standard deviation; null without a number.</summary>
    internal static double? Deviation(double[] numbers)
    {
        if (numbers.Length == 0)
            return null;
        double mean = numbers.Average();
        return Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean)));
    }
}
