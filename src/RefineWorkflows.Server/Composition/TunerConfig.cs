namespace RefineWorkflows.Server.Composition;

/// <summary>How this program learns.</summary>
internal sealed record TunerConfig
{
    /// <summary>The device group whose back ends go first, and whose card trainings hold while they work; null for the processor, where generations of this process go first.</summary>
    public string? Device { get; init; }

    /// <summary>Whether everybody's votes may teach a model for those who have none of their own.</summary>
    public bool Shared { get; init; }

    /// <summary>Longest work that a crash costs.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(2);
}
