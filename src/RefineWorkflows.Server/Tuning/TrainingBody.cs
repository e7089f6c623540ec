using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Server.Tuning;

/// <summary>What somebody asks a training for over HTTP; what is left out follows from the standard settings.</summary>
internal sealed record TrainingBody
{
    public string? User { get; init; }

    public bool? Promote { get; init; }

    public string? Loss { get; init; }

    public string? Ties { get; init; }

    public double? Beta { get; init; }

    public double? Epsilon { get; init; }

    public int? Rank { get; init; }

    public double? Alpha { get; init; }

    public double? LearningRate { get; init; }

    public int? Epochs { get; init; }

    public double? Holdout { get; init; }

    public int? MinimumPairs { get; init; }

    public ulong? Seed { get; init; }

    public TrainingWishes Wishes() => new()
    {
        Loss = Loss,
        Ties = Ties,
        Beta = Beta,
        Epsilon = Epsilon,
        Rank = Rank,
        Alpha = Alpha,
        LearningRate = LearningRate,
        Epochs = Epochs,
        Holdout = Holdout,
        MinimumPairs = MinimumPairs,
        Seed = Seed,
    };
}
