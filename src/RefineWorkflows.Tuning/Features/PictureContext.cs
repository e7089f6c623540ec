using RefineWorkflows.Refinement.Quality;

namespace RefineWorkflows.Tuning.Features;

/// <summary>What is known of a picture, its prompt and its user beyond pixels and words. Everything may be missing; what is has a neutral value.</summary>
public sealed record PictureContext
{
    /// <summary>Nothing is known.</summary>
    public static PictureContext None { get; } = new();

    /// <summary>Style words that the user likes.</summary>
    public IReadOnlyList<string> Liked { get; init; } = [];

    /// <summary>Style words that the user avoids.</summary>
    public IReadOnlyList<string> Avoided { get; init; } = [];

    /// <summary>Share of earlier pictures of similar prompts that the user kept, 0 to 1; null when there were none.</summary>
    public double? Success { get; init; }

    /// <summary>What the channels of its grade read, 0 to 1; the preference channel is not looked at.</summary>
    public IReadOnlyDictionary<ChannelKind, double> Channels { get; init; } = new Dictionary<ChannelKind, double>();

    /// <summary>What a back end sees in it, of any length above 0; null when none does. Only an extractor with <see cref="FeatureExtractor.WithEmbedding"/> looks at it.</summary>
    public IReadOnlyList<float>? Embedding { get; init; }
}
