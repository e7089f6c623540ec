namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>Elsa's words for what happens to an activity. Studio chooses its colours by the first seven.</summary>
internal static class LogEvents
{
    public const string Started = "Started";
    public const string Completed = "Completed";
    public const string Faulted = "Faulted";
    public const string Suspended = "Suspended";
    public const string Resumed = "Resumed";
    public const string Canceled = "Canceled";

    /// <summary>Something went wrong without ending the visit.</summary>
    public const string Error = "Error";

    /// <summary>An attempt failed, another is due.</summary>
    public const string RetryScheduled = "Retry Scheduled";

    /// <summary>Another attempt begins.</summary>
    public const string Retrying = "Retrying";

    /// <summary>A person asked for a faulted activity to be run again.</summary>
    public const string Reset = "Reset";
}
