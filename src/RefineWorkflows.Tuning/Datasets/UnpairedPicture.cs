using RefineWorkflows.Tuning.Pairs;

namespace RefineWorkflows.Tuning.Datasets;

/// <summary>One line of an unpaired data set: half of a pair.</summary>
internal sealed record UnpairedPicture(string Pair, string Prompt, string Image, bool Liked, PairSource Source, DateTimeOffset? At)
{
    /// <summary>The pair that it is with its other half.</summary>
    public DatasetPair With(UnpairedPicture other) => new(
        Pair,
        Prompt,
        Image,
        other.Image,
        Liked == other.Liked ? PairOutcome.Tie : Liked ? PairOutcome.A : PairOutcome.B,
        !Liked && !other.Liked,
        Source,
        At);
}
