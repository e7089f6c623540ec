namespace RefineWorkflows.Refinement.Budgets;

/// <summary>One attempt: what it might have taken, and what it took.</summary>
public sealed record LedgerRow
{
    /// <summary>The run that it was for; null where a person asked.</summary>
    public string? Run { get; init; }

    /// <summary>The step, by the name under which doing it twice counts once.</summary>
    public string? Step { get; init; }

    /// <summary>Which attempt of the step, from 1.</summary>
    public int Attempt { get; init; }

    public required string BackEnd { get; init; }

    /// <summary>The day that it counts for, as <c>yyyy-MM-dd</c> on this machine's calendar.</summary>
    public required string Day { get; init; }

    /// <summary>What it was for.</summary>
    public string? Purpose { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What it takes at most. Counts until it is known what it took, and for ever when nobody comes back to say it.</summary>
    public required Spending Bound { get; init; }

    /// <summary>What it took; null as long as nobody knows.</summary>
    public Spending? Taken { get; init; }
}
