namespace RefineWorkflows.Server.Composition;

/// <summary>How this program learns.</summary>
internal sealed record TunerConfig
{
    /// <summary>The device group whose back ends go first, and whose card trainings hold while they work; null for the processor, where generations of this process go first.</summary>
    public string? Device { get; init; }

    /// <summary>After how many votes of a user the sleeptime tuner is rung for; 1 is after each.</summary>
    public int Frequency { get; init; } = 5;

    /// <summary>Whether it is rung for after the first vote, too: 1, 6, 11 instead of 5, 10, 15.</summary>
    public bool FiresOnFirst { get; init; }

    /// <summary>Whether everybody's votes may teach a model for those who have none of their own.</summary>
    public bool Shared { get; init; }

    /// <summary>The command of a trainer that is used in place of this program's own; null for none.</summary>
    public string? External { get; init; }

    /// <summary>The command that predicts with what the outside trainer has left.</summary>
    public string? Predict { get; init; }

    /// <summary>How long either command may say nothing before it is ended.</summary>
    public TimeSpan ExternalTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest work that a crash costs.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(2);
}
