using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>How near a picture is to its reference on one axis. In JSON: the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AxisVerdict>))]
public enum AxisVerdict
{
    /// <summary>The same; counts 1.</summary>
    [JsonStringEnumMemberName("match")]
    Match,

    /// <summary>A part that can be named is the same and another is not; counts one half.</summary>
    [JsonStringEnumMemberName("partial")]
    Partial,

    /// <summary>Different; counts 0.</summary>
    [JsonStringEnumMemberName("mismatch")]
    Mismatch,

    /// <summary>The judge's eyes are too coarse for the axis; does not count, and is never taken for a match.</summary>
    [JsonStringEnumMemberName("unverified")]
    Unverified,
}
