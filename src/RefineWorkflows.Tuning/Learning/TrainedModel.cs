using RefineWorkflows.Tuning.Features;
using RefineWorkflows.Tuning.Learning.Networks;
using RefineWorkflows.Tuning.Learning.Serving;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>
/// What a training leaves behind. It holds its base too, so that an old version predicts what it always predicted. Its
/// numbers are those that a file keeps: written and read again, it is the same to the bit.
/// </summary>
public sealed record TrainedModel
{
    /// <summary>What its inputs are.</summary>
    public required FeatureSpec Features { get; init; }

    /// <summary>How it was trained.</summary>
    public required TrainingSettings Settings { get; init; }

    /// <summary>The frozen network.</summary>
    public required TasteBase Base { get; init; }

    /// <summary>ν or η; 0 when ties are no outcome.</summary>
    public required double TieParameter { get; init; }

    /// <summary>By how much β·(f(a) − f(b)) is multiplied to be log-odds, fitted on held-out pairs (Platt 1999; without an offset, since the sides are exchangeable); 1 when there were fewer than 30.</summary>
    public required double Slope { get; init; }

    /// <summary>Pairs trained on, ties among them.</summary>
    public required int Pairs { get; init; }

    public required int Ties { get; init; }

    /// <summary>Ids of the first and the last pair of the set.</summary>
    public required string FirstPair { get; init; }

    public required string LastPair { get; init; }

    /// <summary><see cref="TrainingSet.Sha256"/>.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>
    /// What adapters that had not seen a pair made of it: the honest evidence, see <see cref="ModelTrial.OfHeldOut"/>. With
    /// <see cref="TrainingSettings.Refit"/> this adapter itself has seen every pair, and asking it about them proves nothing.
    /// </summary>
    public required IReadOnlyList<HeldOutPair> HeldOut { get; init; }

    /// <summary>Ids of pairs that this very adapter never saw; empty after a refit.</summary>
    public required IReadOnlyList<string> HoldoutIds { get; init; }

    /// <summary>On pairs trained on.</summary>
    public required TrainingMetrics Train { get; init; }

    /// <summary>On held-out pairs, each by an adapter that had not seen it.</summary>
    public required TrainingMetrics Holdout { get; init; }

    /// <summary>Most epochs of any stage, and the epochs that this adapter was trained for.</summary>
    public required int EpochsRun { get; init; }

    public required int BestEpoch { get; init; }

    /// <summary>Whether the spike rule ended a stage: raise the weight decay next time.</summary>
    public required bool Overfitted { get; init; }

    /// <summary>The last fifty judged pictures, as pair and side: what a single picture is compared with.</summary>
    public required IReadOnlyList<string> ReferenceItems { get; init; }

    /// <summary>What the shelf says of it; null before it stands there.</summary>
    public AdapterLabel? Label { get; init; }

    internal double[] Adapter { get; init; } = [];

    /// <summary>Covariance of the readout by what the votes leave open (Laplace), m × m.</summary>
    internal double[] Posterior { get; init; } = [];

    /// <summary>Features of the reference items, not standardised, one after the other.</summary>
    internal double[] Reference { get; init; } = [];

    internal AdapterShape Shape => new(Base.Features, Base.Hidden, Settings.Rank);

    /// <summary>Writes <c>adapter.bin</c> and then <c>adapter.json</c> into a folder, which is made; each appears whole or not at all.</summary>
    public void Write(string folder) => ModelFile.Write(this, folder);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="LearningException">A file is missing or damaged, or a hash or shape does not fit.</exception>
    public static TrainedModel Read(string folder) => ModelFile.Read(folder);
}
