using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Tuning.Models;

/// <summary>What a model says of a pair.</summary>
/// <param name="Pair">The pair, with what the user said.</param>
/// <param name="A">How probably the user takes A.</param>
/// <param name="B">How probably B; what is left is a tie.</param>
public sealed record PairGuess(TrainingPair Pair, double A, double B);
