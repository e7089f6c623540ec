namespace RefineWorkflows.Engine.Hosting;

/// <summary>How one node behaves.</summary>
public sealed record HostOptions
{
    /// <summary>How long a node owns an instance without renewing. Shorter: faster takeover, more writes. Default 30 s.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Instances that run at the same time on this node. Default 64.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>Whether the node takes whatever is ready, or only what it is told to run. Default true.</summary>
    public bool TakesWhatIsReady { get; init; } = true;

    /// <summary>How long the node sleeps at most before it looks for work that nobody announced. Default 5 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How soon a burst that waits for an effect hears of what arrived for it. Default 100 ms.</summary>
    public TimeSpan InboxInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The value of a setting that a secret input names, <c>${NAME}</c>; null when it is not set or not open to workflows. By default the environment.</summary>
    public Func<string, string?> Settings { get; init; } = Environment.GetEnvironmentVariable;
}
