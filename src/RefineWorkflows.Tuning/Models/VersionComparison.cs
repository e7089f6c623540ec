namespace RefineWorkflows.Tuning.Models;

/// <summary>Two versions of one user's model on the same pairs.</summary>
/// <param name="First">One.</param>
/// <param name="Second">The other.</param>
/// <param name="FirstTrial">How the one did on pairs that neither has learned from; null where there are none.</param>
/// <param name="SecondTrial">How the other did on the same.</param>
/// <param name="Agreement">Share of those pairs that both order alike; null where there are none.</param>
public sealed record VersionComparison(ModelVersion First, ModelVersion Second, GateTrial? FirstTrial, GateTrial? SecondTrial, double? Agreement)
{
    internal static VersionComparison Of(ModelVersion first, ModelVersion second, IReadOnlyList<PairGuess> left, IReadOnlyList<PairGuess> right) => left.Count == 0
        ? new VersionComparison(first, second, null, null, null)
        : new VersionComparison(first, second, Gate.Try(left), Gate.Try(right), left.Zip(right, (one, other) => Math.Sign(one.A - one.B) == Math.Sign(other.A - other.B) ? 1.0 : 0).Average());
}
