namespace RefineWorkflows.Tuning.Training;

/// <summary>What one step of a training has brought.</summary>
/// <param name="Figures">How far it is now.</param>
/// <param name="EndsEpoch">Whether all pairs were seen once more, and it was evaluated.</param>
internal sealed record CourseStep(TrainingFigures Figures, bool EndsEpoch);
