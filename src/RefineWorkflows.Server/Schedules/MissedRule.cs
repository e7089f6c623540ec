namespace RefineWorkflows.Server.Schedules;

/// <summary>How one schedule makes up for missed occurrences.</summary>
/// <param name="Policy">Whether it does.</param>
/// <param name="Limit">How many of them at most, with <see cref="MissedPolicy.All"/>.</param>
internal sealed record MissedRule(MissedPolicy Policy, int Limit)
{
    public const int LargestLimit = 1000;

    public static readonly MissedRule Default = new(MissedPolicy.Once, 100);

    /// <summary>How many missed occurrences are started.</summary>
    public int Count => Policy switch
    {
        MissedPolicy.Skip => 0,
        MissedPolicy.Once => 1,
        _ => Limit,
    };
}
