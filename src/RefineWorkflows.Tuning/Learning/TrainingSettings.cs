using System.Text.Json.Serialization;
using RefineWorkflows.Tuning.Learning.Losses;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>How an adapter is trained. The same settings and the same set give the same bytes on one machine.</summary>
public sealed record TrainingSettings
{
    /// <summary>Decides the order of minibatches, the split and whatever of the adapter is drawn.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What a decisive pair costs.</summary>
    public PreferenceLoss Loss { get; init; } = PreferenceLoss.Cdpo;

    /// <summary>How tightly the policy is held to the reference, above 0: larger is closer.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>The believed share of flipped votes, in [0, 0.5); cdpo and robust alone know it, with every other loss it must be 0.</summary>
    public double Epsilon { get; init; } = 0.05;

    /// <summary>What a tie costs.</summary>
    public TieModel TieModel { get; init; } = TieModel.Davidson;

    /// <summary>What the adapter starts from.</summary>
    public BaseKind Base { get; init; } = BaseKind.Informed;

    /// <summary>Whether the readout of the hidden layer learns too: a vector added to the frozen one.</summary>
    public bool Readout { get; init; } = true;

    /// <summary>Rank of the adapter, 1 to 64.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>The adapter counts α / rank, above 0.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>AdamW's step, above 0.</summary>
    public double LearningRate { get; init; } = 0.02;

    /// <summary>AdamW's decoupled decay, at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>How firmly B and the readout's change are held at exactly 0 until the votes agree that they matter (an L1 penalty of this over the square root of the number of pairs), at least 0. Few features then carry a taste.</summary>
    public double Sparsity { get; init; } = 0.2;

    /// <summary>A quadratic penalty on the same numbers: this over the number of pairs, at least 0.</summary>
    public double Ridge { get; init; } = 1.25;

    /// <summary>The longest gradient (its norm), above 0.</summary>
    public double Clip { get; init; } = 1.0;

    /// <summary>Pairs a step, at least 1.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>Epochs at most, at least 1.</summary>
    public int MaxEpochs { get; init; } = 300;

    /// <summary>Epochs without a better held-out loss before training stops, at least 1.</summary>
    public int Patience { get; init; } = 40;

    /// <summary>What counts as better, at least 0.</summary>
    public double MinDelta { get; init; } = 1e-4;

    /// <summary>Share of pairs held out (whole groups), in (0, 0.5].</summary>
    public double Holdout { get; init; } = 0.2;

    /// <summary>Below so many pairs the holdout is five-fold: every pair is held out once.</summary>
    public int CrossValidateBelow { get; init; } = 1000;

    /// <summary>Whether, once the number of epochs is known, the adapter is trained again on all pairs. Then what is told of held-out pairs comes from the adapters that had not seen them.</summary>
    public bool Refit { get; init; } = true;

    /// <summary>Decisive pairs needed, at least 1: fewer teach nothing that lasts.</summary>
    public int MinimumPairs { get; init; } = 20;

    /// <summary>After how many days a pair counts 1/e; null counts all ages alike.</summary>
    public double? RecencyDays { get; init; }

    /// <summary>The plain recipe: a random base of 64 units, rank 8, α 16, β 0.1, steps of 5e−3 on 16 pairs with decay 0.01, one holdout, nothing added.</summary>
    [JsonIgnore]
    public static TrainingSettings Plain { get; } = new() { Base = BaseKind.Random, Readout = false, Refit = false, CrossValidateBelow = 0, Sparsity = 0, Ridge = 0, Batch = 16, MaxEpochs = 200, Beta = 0.1, LearningRate = 5e-3, WeightDecay = 0.01, Rank = 8, Alpha = 16, Patience = 5 };

    /// <summary>Everything that is wrong with them, one sentence each; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        void Require(bool holds, FormattableString problem)
        {
            if (!holds)
                problems.Add(FormattableString.Invariant(problem));
        }

        Require(Enum.IsDefined(Loss) && Enum.IsDefined(TieModel) && Enum.IsDefined(Base), $"loss, tieModel or base is unknown.");
        Require(Beta is > 0 and <= 100, $"beta {Beta} must be above 0 and at most 100.");
        Require(Epsilon is >= 0 and < 0.5, $"epsilon {Epsilon} must be at least 0 and below 0.5.");
        Require(Epsilon == 0 || Loss is PreferenceLoss.Cdpo or PreferenceLoss.Robust, $"epsilon {Epsilon} has no effect on the loss {Loss}; set it to 0, or take cdpo or robust.");
        Require(TieModel is TieModel.Half or TieModel.Drop || Loss is not (PreferenceLoss.Ipo or PreferenceLoss.Hinge), $"the loss {Loss} is no likelihood, so the tie model {TieModel} cannot stand beside it; take half or drop.");
        Require(Rank is >= 1 and <= 64, $"rank {Rank} must lie between 1 and 64.");
        Require(Alpha is > 0 and <= 1000, $"alpha {Alpha} must be above 0 and at most 1000.");
        Require(LearningRate is > 0 and <= 1, $"learningRate {LearningRate} must be above 0 and at most 1.");
        Require(WeightDecay is >= 0 && WeightDecay * LearningRate < 1, $"weightDecay {WeightDecay} must be at least 0, and times the learning rate below 1.");
        Require(Sparsity is >= 0 and <= 100, $"sparsity {Sparsity} must be at least 0 and at most 100.");
        Require(Ridge is >= 0 and <= 1000, $"ridge {Ridge} must be at least 0 and at most 1000.");
        Require(Clip is > 0, $"clip {Clip} must be above 0.");
        Require(Batch is >= 1 and <= 65536, $"batch {Batch} must lie between 1 and 65536.");
        Require(MaxEpochs is >= 1 and <= 100_000, $"maxEpochs {MaxEpochs} must lie between 1 and 100000.");
        Require(Patience >= 1, $"patience {Patience} must be at least 1.");
        Require(MinDelta is >= 0, $"minDelta {MinDelta} must be at least 0.");
        Require(Holdout is > 0 and <= 0.5, $"holdout {Holdout} must be above 0 and at most 0.5.");
        Require(CrossValidateBelow >= 0, $"crossValidateBelow {CrossValidateBelow} must be at least 0.");
        Require(MinimumPairs >= 1, $"minimumPairs {MinimumPairs} must be at least 1.");
        Require(RecencyDays is null or > 0, $"recencyDays {RecencyDays} must be above 0.");
        return problems;
    }
}
