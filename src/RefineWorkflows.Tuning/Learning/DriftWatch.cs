namespace RefineWorkflows.Tuning.Learning;

/// <summary>Notices that a taste has changed: the last twenty answers are predicted clearly worse than the twenty before.</summary>
public static class DriftWatch
{
    /// <summary>Answers compared on each side.</summary>
    public const int Window = 20;

    private const double Alarm = 0.10;
    private static readonly TimeSpan Old = TimeSpan.FromDays(30);

    /// <summary>Whether the share of right predictions fell by 0.10 or more.</summary>
    /// <param name="hits">1 for an answer predicted rightly before it was learned from, 0 for a wrong one, a half for no opinion; oldest first.</param>
    /// <returns>False while there are fewer than forty.</returns>
    public static bool HasDrifted(IReadOnlyList<double> hits)
    {
        ArgumentNullException.ThrowIfNull(hits);
        if (hits.Count < 2 * Window)
            return false;
        double last = hits.Skip(hits.Count - Window).Average(), before = hits.Skip(hits.Count - (2 * Window)).Take(Window).Average();
        return before - last >= Alarm - 1e-9;
    }

    /// <summary>The same pairs, those older than thirty days with half of their weight.</summary>
    /// <param name="pairs">All pairs.</param>
    /// <param name="now">What age is counted from.</param>
    public static IReadOnlyList<TrainingPair> Forget(IReadOnlyList<TrainingPair> pairs, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return [.. pairs.Select(pair => now - pair.At > Old ? pair with { Weight = pair.Weight / 2 } : pair)];
    }
}
