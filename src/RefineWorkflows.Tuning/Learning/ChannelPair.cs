using RefineWorkflows.Refinement.Quality;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>What the channels read of the chosen and the rejected picture of a decisive pair, 0 to 1 each; a channel that one of them lacks says nothing.</summary>
public sealed record ChannelPair(IReadOnlyDictionary<ChannelKind, double> Chosen, IReadOnlyDictionary<ChannelKind, double> Rejected)
{
    internal double Gap(ChannelKind channel) => Chosen.TryGetValue(channel, out double chosen) && Rejected.TryGetValue(channel, out double rejected) ? chosen - rejected : 0;
}
