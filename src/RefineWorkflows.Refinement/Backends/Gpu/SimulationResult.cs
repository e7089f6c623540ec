namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>What one order made of a load. Waits are of steps in the foreground, from asking to the start of the step, loading included.</summary>
/// <param name="Steps">Steps that ran.</param>
/// <param name="Loads">Times a model was loaded.</param>
/// <param name="MeanWait">Mean wait.</param>
/// <param name="WorstWait">Longest wait.</param>
/// <param name="WorstBackgroundWait">Longest wait of a step in the background; zero without any.</param>
/// <param name="Took">From the beginning to the end of the last step.</param>
/// <param name="HighestUse">The most memory that was held at once, in bytes.</param>
public sealed record SimulationResult(int Steps, int Loads, TimeSpan MeanWait, TimeSpan WorstWait, TimeSpan WorstBackgroundWait, TimeSpan Took, long HighestUse)
{
    public double LoadsPer100 => Steps == 0 ? 0 : 100.0 * Loads / Steps;
}
