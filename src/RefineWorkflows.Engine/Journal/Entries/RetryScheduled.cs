namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>An attempt failed in a way that may pass; another follows at its due time, whoever is alive then.</summary>
/// <param name="Execution">The activity execution it is about.</param>
/// <param name="Attempt">The attempt that failed.</param>
/// <param name="DueAt">When the next one starts.</param>
/// <param name="Reason">Why it failed.</param>
public sealed record RetryScheduled(
    ExecutionId Execution,
    int Attempt,
    DateTimeOffset DueAt,
    string Reason)
    : ExecutionEntry(Execution)
{
    /// <summary>Whether the attempt is not one of those that the activity may have in all.</summary>
    public bool IsUncounted { get; init; }
}
