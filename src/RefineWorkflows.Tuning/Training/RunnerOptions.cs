namespace RefineWorkflows.Tuning.Training;

/// <summary>How trainings are done.</summary>
public sealed record RunnerOptions
{
    /// <summary>Longest work that a crash costs. Shorter: more writing. Default 2 s.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Steps after which a checkpoint is written in any case. Default 1000.</summary>
    public int CheckpointSteps { get; init; } = 1000;

    /// <summary>How often a training that makes room looks whether it may go on. Default 250 ms.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMilliseconds(250);
}
