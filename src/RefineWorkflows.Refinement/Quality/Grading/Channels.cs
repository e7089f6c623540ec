namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>What all five channels say of one picture. Each is given: one that was not asked is missing, with its reason.</summary>
public sealed record Channels(
    ChannelReading Semantic,
    ChannelReading Spatial,
    ChannelReading Benchmark,
    ChannelReading Preference,
    ChannelReading VisionReward)
{
    public ChannelReading Of(ChannelKind channel) => channel switch
    {
        ChannelKind.Semantic => Semantic,
        ChannelKind.Spatial => Spatial,
        ChannelKind.Benchmark => Benchmark,
        ChannelKind.Preference => Preference,
        ChannelKind.VisionReward => VisionReward,
        _ => throw new QualityException($"There is no channel {channel}."),
    };
}
