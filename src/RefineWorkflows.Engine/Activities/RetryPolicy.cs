namespace RefineWorkflows.Engine.Activities;

/// <summary>How often and how patiently an effect is tried again. The wait before attempt n+1 is drawn evenly from [0, min(<paramref name="Longest"/>, <paramref name="First"/>·2^(n−1))]: exponential backoff with full jitter.</summary>
/// <param name="Attempts">Attempts in all, at least 1.</param>
/// <param name="First">Upper end of the first wait.</param>
/// <param name="Longest">Upper end of every wait.</param>
public sealed record RetryPolicy(int Attempts, TimeSpan First, TimeSpan Longest)
{
    public static RetryPolicy Default { get; } = new(4, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    public static RetryPolicy Never { get; } = new(1, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The wait after a failed attempt.</summary>
    /// <param name="failedAttempt">Number of the attempt that failed, from 1.</param>
    /// <param name="unit">A number in [0, 1).</param>
    public TimeSpan Wait(int failedAttempt, double unit)
        => TimeSpan.FromTicks((long)(Math.Min(Longest.Ticks, First.Ticks * Math.Pow(2, Math.Min(failedAttempt - 1, 40))) * unit));
}
