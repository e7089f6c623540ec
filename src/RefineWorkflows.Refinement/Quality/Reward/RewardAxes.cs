namespace RefineWorkflows.Refinement.Quality.Reward;

/// <summary>The visionreward channel: four axes, weighed, and what to do about the weakest.</summary>
public static class RewardAxes
{
    private const double Weak = 0.7;

    /// <summary>aesthetic 0.30, motion 0.25, coherence 0.25, fidelity 0.20.</summary>
    public static double Weight(RewardAxis axis) => axis switch
    {
        RewardAxis.Aesthetic => 0.30,
        RewardAxis.Fidelity => 0.20,
        _ => 0.25,
    };

    /// <summary>The weighed mean of the axes that are there; missing without any.</summary>
    /// <param name="axes">Each axis at most once.</param>
    /// <exception cref="QualityException">An axis stands twice.</exception>
    public static ChannelReading Read(IReadOnlyList<AxisReading> axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        if (axes.GroupBy(axis => axis.Axis).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new QualityException($"The axis {twice.Key} was given {twice.Count()} times; give each axis once.");
        if (axes.Count == 0)
            return ChannelReading.Missing("no axis was judged");
        double score = axes.Sum(axis => Weight(axis.Axis) * axis.Value) / axes.Sum(axis => Weight(axis.Axis));
        return ChannelReading.Of(Math.Clamp(score, 0, 1), [.. axes.Select(axis => axis.ToString())]);
    }

    /// <summary>What to change about the prompt for the weakest axis; null when none is below 0.7.</summary>
    public static string? Advice(IReadOnlyList<AxisReading> axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        AxisReading? weakest = axes.Where(axis => axis.Value < Weak).MinBy(axis => axis.Value);
        return weakest?.Axis switch
        {
            null => null,
            RewardAxis.Motion => "Shorten the prompt and ask for fewer actions.",
            RewardAxis.Aesthetic => "Add terms of light and composition.",
            RewardAxis.Coherence => "Remove clauses that contradict each other.",
            _ => "Say what matters most first.",
        };
    }
}
