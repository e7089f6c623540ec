namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>How well a prompt that converged holds with other seeds.</summary>
/// <param name="Pictures">How many could be compared.</param>
/// <param name="MeanOverall">Mean of their overall scores, from 0 to 1.</param>
/// <param name="MinOverall">The lowest of them.</param>
public sealed record Robustness(int Pictures, double MeanOverall, double MinOverall)
{
    /// <returns>Null when no picture with another seed was compared.</returns>
    public static Robustness? Of(IReadOnlyList<SeedCheck> checks)
    {
        double[] scores = [.. checks.Select(check => check.OverallScore).OfType<double>()];
        return scores.Length == 0 ? null : new Robustness(scores.Length, scores.Average(), scores.Min());
    }
}
