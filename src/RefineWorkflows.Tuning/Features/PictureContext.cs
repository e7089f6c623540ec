using RefineWorkflows.Refinement.Quality;

namespace RefineWorkflows.Tuning.Features;

/// <summary>What is known of a picture, its prompt and its user beyond pixels and words. Everything may be missing; what is has a neutral value.</summary>
public sealed record PictureContext
{
    /// <summary>Nothing is known.</summary>
    public static PictureContext None { get; } = new();

    /// <summary>The text that it was made from, where that says more than the prompt that both pictures of a pair are held against; null where it is the same or not known.</summary>
    public string? MadeFrom { get; init; }

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
