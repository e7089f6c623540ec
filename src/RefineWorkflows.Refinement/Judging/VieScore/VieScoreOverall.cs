namespace RefineWorkflows.Refinement.Judging.VieScore;

/// <summary>
/// The published combination (Ku et al., "VIEScore: Towards Explainable Metrics for Conditional Image Synthesis Evaluation",
/// ACL 2024): √(least semantic score × least perceptual score). One that is zero makes the whole zero.
/// </summary>
public static class VieScoreOverall
{
    /// <param name="semantic">Sub-scores of what the picture shows, from 0 to 10; at least one.</param>
    /// <param name="perceptual">Sub-scores of how well it is made, from 0 to 10; at least one.</param>
    /// <returns>From 0 to 10.</returns>
    /// <exception cref="ArgumentException">A list is empty, or a score is not from 0 to 10.</exception>
    public static double Of(IReadOnlyCollection<double> semantic, IReadOnlyCollection<double> perceptual)
        => Math.Sqrt(Least(semantic, nameof(semantic)) * Least(perceptual, nameof(perceptual)));

    /// <summary>Of one picture that was scored with a semantic and a perceptual prompt; null when one of the two failed.</summary>
    public static double? Of(VieScoreImage semantic, VieScoreImage perceptual)
    {
        ArgumentNullException.ThrowIfNull(semantic);
        ArgumentNullException.ThrowIfNull(perceptual);
        return semantic.SubScores.Count > 0 && perceptual.SubScores.Count > 0 ? Of(semantic.SubScores, perceptual.SubScores) : null;
    }

    private static double Least(IReadOnlyCollection<double> scores, string name)
    {
        ArgumentNullException.ThrowIfNull(scores, name);
        return scores.Count > 0 && scores.All(score => score is >= 0 and <= 10)
            ? scores.Min()
            : throw new ArgumentException("There must be at least one score, each from 0 to 10.", name);
    }
}
