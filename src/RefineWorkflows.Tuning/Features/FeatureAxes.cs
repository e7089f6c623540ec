using RefineWorkflows.Refinement.Quality.Reward;

namespace RefineWorkflows.Tuning.Features;

/// <summary>Which of the four axes of VisionReward a feature belongs to, by its name.</summary>
public static class FeatureAxes
{
    /// <summary>What no other axis claims is aesthetic.</summary>
    public static RewardAxis Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith("motion: ", StringComparison.Ordinal) ? RewardAxis.Motion
            : name.StartsWith("prompt: ", StringComparison.Ordinal) || name.StartsWith("judged: ", StringComparison.Ordinal) ? RewardAxis.Coherence
            : name.StartsWith("craft: ", StringComparison.Ordinal) ? RewardAxis.Fidelity
            : RewardAxis.Aesthetic;
    }
}
