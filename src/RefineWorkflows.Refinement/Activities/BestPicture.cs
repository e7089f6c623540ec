namespace RefineWorkflows.Refinement.Activities;

/// <summary>The best picture of a run so far.</summary>
/// <param name="Iteration">Which iteration made it.</param>
/// <param name="Score">Its score from 1 to 10; null when the judge gave none.</param>
/// <param name="File">Its file in the run's folder.</param>
public sealed record BestPicture(int Iteration, double? Score, string File)
{
    /// <summary>The clip that it is the contact sheet of, in the run's folder; null of a still picture.</summary>
    public string? Clip { get; init; }
}
