using RefineWorkflows.Tuning.Learning.Networks;
using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Learning.Data;

/// <summary>A pair as it is trained on.</summary>
internal sealed record LearningPair(TrainingPair Pair, TasteItem A, TasteItem B, PairOutcome Outcome, double Weight);
