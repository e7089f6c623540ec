namespace RefineWorkflows.Tuning.Training;

/// <summary>One passage over all pairs.</summary>
/// <param name="Stage">In which stage, from 1.</param>
/// <param name="Epoch">Which of the stage, from 1.</param>
/// <param name="FirstStep">Number of its first step, from 1.</param>
/// <param name="Losses">The loss of each of its steps, as far as a checkpoint has reached.</param>
/// <param name="Figures">How it did when it was last looked at.</param>
public sealed record TrainingEpoch(int Stage, int Epoch, long FirstStep, IReadOnlyList<double> Losses, TrainingFigures Figures);
