namespace RefineWorkflows.Refinement.Quality.Reward;

/// <summary>What the axes say of one picture or clip.</summary>
/// <param name="Reading">The visionreward channel.</param>
/// <param name="Axes">The axes that were judged; empty when the channel is missing.</param>
/// <param name="Advice">What to change about the prompt for the weakest axis; null when none is weak.</param>
public sealed record RewardReport(ChannelReading Reading, IReadOnlyList<AxisReading> Axes, string? Advice)
{
    /// <summary>What a model replied, word for word; empty when nobody was asked.</summary>
    public IReadOnlyList<string> Raw { get; init; } = [];

    /// <summary>The channel and the advice of some axes.</summary>
    /// <exception cref="QualityException">An axis stands twice.</exception>
    public static RewardReport Of(IReadOnlyList<AxisReading> axes) => new(RewardAxes.Read(axes), axes, RewardAxes.Advice(axes));

    /// <param name="because">Why no axis was judged, for people.</param>
    public static RewardReport Missing(string because) => new(ChannelReading.Missing(because), [], null);
}
