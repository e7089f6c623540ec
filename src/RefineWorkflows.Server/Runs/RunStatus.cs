namespace RefineWorkflows.Server.Runs;

/// <summary>The words for where a run is.</summary>
internal static class RunStatus
{
    public const string Pending = "pending";
    public const string Running = "running";
    public const string Waiting = "waiting";
    public const string Paused = "paused";
    public const string Interrupted = "interrupted";
    public const string Finished = "finished";
    public const string Cancelled = "cancelled";
    public const string Failed = "failed";

    public static readonly string[] All = [Pending, Running, Waiting, Paused, Interrupted, Finished, Cancelled, Failed];
}
