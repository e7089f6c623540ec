namespace RefineWorkflows.Tuning.Learning;

/// <summary>Where a training stands.</summary>
/// <param name="Stage">From 1: with a five-fold holdout there is a stage a fold, and one more when all pairs are trained on at the end.</param>
/// <param name="Stages">How many there are.</param>
/// <param name="Epoch">Epochs done in this stage.</param>
/// <param name="Step">Minibatches done in all.</param>
/// <param name="Batch">Of the last minibatch, before its step; null at the start.</param>
/// <param name="Train">Of the first thousand pairs trained on, after the last whole epoch; null before there is one.</param>
/// <param name="Holdout">Of held-out pairs after the last whole epoch; null in a stage without any.</param>
/// <param name="Warnings">What is wrong with the data or the course so far.</param>
public sealed record TrainingProgress(int Stage, int Stages, int Epoch, long Step, TrainingMetrics? Batch, TrainingMetrics? Train, TrainingMetrics? Holdout, IReadOnlyList<string> Warnings);
