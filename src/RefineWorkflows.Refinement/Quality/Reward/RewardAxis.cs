using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Quality.Reward;

/// <summary>What the visionreward channel looks at. In JSON: the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RewardAxis>))]
public enum RewardAxis
{
    /// <summary>Appeal and composition.</summary>
    [JsonStringEnumMemberName("aesthetic")]
    Aesthetic,

    /// <summary>Smoothness and naturalness; still pictures have none.</summary>
    [JsonStringEnumMemberName("motion")]
    Motion,

    /// <summary>Consistency with the prompt.</summary>
    [JsonStringEnumMemberName("coherence")]
    Coherence,

    /// <summary>Whether it is what was meant.</summary>
    [JsonStringEnumMemberName("fidelity")]
    Fidelity,
}
