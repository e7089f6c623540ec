using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Quality;

/// <summary>The five ways in which a picture or clip is looked at for its grade. In JSON: the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChannelKind>))]
public enum ChannelKind
{
    /// <summary>Whether it shows what the prompt names.</summary>
    [JsonStringEnumMemberName("semantic")]
    Semantic,

    /// <summary>Whether things are where the prompt puts them, by our own geometry.</summary>
    [JsonStringEnumMemberName("spatial")]
    Spatial,

    /// <summary>Technical quality by benchmark formulas.</summary>
    [JsonStringEnumMemberName("benchmark")]
    Benchmark,

    /// <summary>What the learned taste of its owner says.</summary>
    [JsonStringEnumMemberName("preference")]
    Preference,

    /// <summary>Aesthetic, motion, coherence and fidelity, each with a reason.</summary>
    [JsonStringEnumMemberName("visionreward")]
    VisionReward,
}
