namespace RefineWorkflows.Tuning.Pairs;

/// <summary>Which pairs count, and how much.</summary>
public sealed record PairRules
{
    /// <summary>Decisive pairs of people or imports before a first training. Default 20.</summary>
    public const int LeastToTrain = 20;

    /// <summary>Whether what loops and machines preferred is learned from, too. Default true.</summary>
    public bool Machine { get; init; } = true;

    /// <summary>How much a machine's preference weighs beside a person's, above 0, up to 1. Default 0.25.</summary>
    public double MachineWeight { get; init; } = 0.25;

    /// <summary>The weight of a source.</summary>
    public double WeightOf(PairSource source) => source == PairSource.Machine ? MachineWeight : 1;
}
