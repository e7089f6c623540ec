using RefineWorkflows.Tuning.Models;

namespace RefineWorkflows.Tuning.Training;

/// <summary>What a course has come to.</summary>
/// <param name="Kind">What lies in the folder.</param>
/// <param name="Evidence">What the model says of pairs that it had not learned from.</param>
/// <param name="Figures">How well it does in the end.</param>
/// <param name="Kl">Distance of the model from its reference, in nats; null where nobody can say.</param>
/// <param name="LearnedFrom">Decisive pairs in all, those held out included.</param>
internal sealed record CourseOutcome(VersionKind Kind, IReadOnlyList<PairGuess> Evidence, TrainingFigures Figures, double? Kl, int LearnedFrom);
