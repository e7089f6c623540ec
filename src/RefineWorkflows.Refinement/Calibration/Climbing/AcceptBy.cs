using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>What makes one picture better than another. In JSON: the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AcceptBy>))]
public enum AcceptBy
{
    /// <summary>Fewer mismatches; of equally many the higher overall score.</summary>
    [JsonStringEnumMemberName("mismatches")]
    Mismatches,

    /// <summary>The higher overall score alone.</summary>
    [JsonStringEnumMemberName("score")]
    Score,
}
