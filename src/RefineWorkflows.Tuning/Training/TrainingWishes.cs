using System.Text.Json;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Learning.Losses;

namespace RefineWorkflows.Tuning.Training;

/// <summary>What somebody wants to be different from the standard settings; what is left out follows from the rest.</summary>
public sealed record TrainingWishes
{
    /// <summary>The losses by name.</summary>
    public static IReadOnlyList<string> Losses { get; } = ["sigmoid", "cdpo", "robust", "ipo", "hinge", "sigmoid_norm"];

    /// <summary>What ties cost, by name.</summary>
    public static IReadOnlyList<string> TieModels { get; } = ["davidson", "rao_kupper", "half", "drop"];

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

    /// <summary>The settings that come of it. Losses that know no share of flipped votes get none, and those that are no likelihood count a tie as half a win each.</summary>
    /// <exception cref="TrainingException">A name is unknown; the numbers are checked where a training is asked for.</exception>
    public TrainingSettings Settings()
    {
        TrainingSettings standard = new();
        PreferenceLoss loss = Loss is { Length: > 0 } named ? Named<PreferenceLoss>(named, "loss", Losses) : standard.Loss;
        return standard with
        {
            Loss = loss,
            TieModel = Ties is { Length: > 0 } ties ? Named<TieModel>(ties, "tie model", TieModels) : loss is PreferenceLoss.Ipo or PreferenceLoss.Hinge ? TieModel.Half : standard.TieModel,
            Epsilon = Epsilon ?? (loss is PreferenceLoss.Cdpo or PreferenceLoss.Robust ? standard.Epsilon : 0),
            Beta = Beta ?? standard.Beta,
            Rank = Rank ?? standard.Rank,
            Alpha = Alpha ?? standard.Alpha,
            LearningRate = LearningRate ?? standard.LearningRate,
            MaxEpochs = Epochs ?? standard.MaxEpochs,
            Holdout = Holdout ?? standard.Holdout,
            MinimumPairs = MinimumPairs ?? standard.MinimumPairs,
            Seed = Seed ?? standard.Seed,
        };
    }

    private static T Named<T>(string name, string what, IReadOnlyList<string> allowed)
        where T : struct
        => allowed.Contains(name)
            ? JsonSerializer.Deserialize<T>($"\"{name}\"")
            : throw new TrainingException($"The {what} is '{name}'; allowed are {string.Join(", ", allowed)}.");
}
