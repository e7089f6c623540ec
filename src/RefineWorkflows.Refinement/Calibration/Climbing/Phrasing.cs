using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>In which way an axis is said. In JSON: the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Phrasing>))]
public enum Phrasing
{
    /// <summary>The reference's value as it is.</summary>
    [JsonStringEnumMemberName("plain")]
    Plain,

    /// <summary>In other words: a synonym, or geometry told more explicitly.</summary>
    [JsonStringEnumMemberName("reworded")]
    Reworded,

    /// <summary>At the front of the prompt.</summary>
    [JsonStringEnumMemberName("leading")]
    Leading,
}
