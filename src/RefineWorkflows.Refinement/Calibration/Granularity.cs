using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Calibration;

/// <summary>How good a judge's eyes have to be for an axis. In JSON: the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Granularity>))]
public enum Granularity
{
    /// <summary>Counts, medium, broad scene: small vision models see it too.</summary>
    [JsonStringEnumMemberName("coarse")]
    Coarse,

    /// <summary>Fine content, which models of about four billion parameters misname.</summary>
    [JsonStringEnumMemberName("fine")]
    Fine,
}
