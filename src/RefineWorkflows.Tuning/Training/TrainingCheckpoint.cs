namespace RefineWorkflows.Tuning.Training;

/// <summary>A file to go on from, as a training's row names it.</summary>
/// <param name="File">Its name in the training's folder.</param>
/// <param name="Step">Minibatches done.</param>
/// <param name="Sha256">Hash of its bytes.</param>
public sealed record TrainingCheckpoint(string File, long Step, string Sha256);
