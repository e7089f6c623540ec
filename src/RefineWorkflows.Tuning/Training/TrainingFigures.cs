namespace RefineWorkflows.Tuning.Training;

/// <summary>How far a training is and how well it does.</summary>
/// <param name="Step">Minibatches done.</param>
/// <param name="Epoch">Times that all pairs of the stage were seen, with the present one, from 1.</param>
/// <param name="Loss">Of the latest minibatch; null where nobody says.</param>
/// <param name="Accuracy">Share of the training pairs that it orders as the user did; null before the first evaluation.</param>
/// <param name="HoldoutAccuracy">The same of pairs that it does not learn from.</param>
/// <param name="HoldoutLoss">Mean loss over those.</param>
/// <param name="Margin">Mean difference of the implicit rewards of chosen and rejected.</param>
/// <param name="Kl">Distance from the reference, in nats.</param>
public sealed record TrainingFigures(long Step, int Epoch, double? Loss, double? Accuracy = null, double? HoldoutAccuracy = null, double? HoldoutLoss = null, double? Margin = null, double? Kl = null)
{
    /// <summary>From 1: where every pair is held out once, each fold is a stage, and learning from all of them the last.</summary>
    public int Stage { get; init; } = 1;

    /// <summary>How many stages there are.</summary>
    public int Stages { get; init; } = 1;
}
