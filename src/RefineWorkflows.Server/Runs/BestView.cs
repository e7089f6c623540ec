namespace RefineWorkflows.Server.Runs;

/// <summary>The best picture of a run.</summary>
/// <param name="Iteration">Which iteration made it.</param>
/// <param name="Score">Its score; null when the judge gave none.</param>
/// <param name="File">Its file in the run's folder.</param>
/// <param name="Clip">The clip that it is the contact sheet of; null of a still picture.</param>
internal sealed record BestView(int Iteration, double? Score, string File, string? Clip = null);
