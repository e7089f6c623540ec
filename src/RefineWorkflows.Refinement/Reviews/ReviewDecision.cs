using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Reviews;

/// <summary>What a person decides about a picture. In JSON: the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewDecision>))]
public enum ReviewDecision
{
    /// <summary>Deliver it.</summary>
    [JsonStringEnumMemberName("accept")]
    Accept,

    /// <summary>Go on from it.</summary>
    [JsonStringEnumMemberName("refine")]
    Refine,

    /// <summary>Start over with another seed.</summary>
    [JsonStringEnumMemberName("reject")]
    Reject,
}
