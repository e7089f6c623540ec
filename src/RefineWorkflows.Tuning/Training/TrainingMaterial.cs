using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Tuning.Training;

/// <summary>All that can be learned of a user now.</summary>
/// <param name="Set">The pairs, oldest first.</param>
/// <param name="FirstSequence">The first one's place among the user's pairs; 0 where there is none.</param>
/// <param name="LastSequence">The last one's.</param>
public sealed record TrainingMaterial(TrainingSet Set, long FirstSequence, long LastSequence);
