using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>A preference as the trainer sees it: numbers.</summary>
/// <param name="Id">The pair's id.</param>
/// <param name="Group">What must not lie on both sides of a split: pairs of one prompt.</param>
/// <param name="A">Features of one picture, not standardised, as the set's names say.</param>
/// <param name="B">Features of the other.</param>
/// <param name="Outcome">Which one is preferred.</param>
/// <param name="Weight">How much it counts, above 0, up to 1.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="At">When the choice was made.</param>
public sealed record TrainingPair(string Id, string Group, IReadOnlyList<double> A, IReadOnlyList<double> B, PairOutcome Outcome, double Weight, PairSource Source, DateTimeOffset At);
