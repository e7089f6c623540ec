using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>Where light comes from, seen by the viewer. Light from a corner has two sides.</summary>
[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<LightSide>))]
public enum LightSide
{
    /// <summary>From the front, from everywhere, or there is none.</summary>
    [JsonStringEnumMemberName("none")]
    None = 0,

    [JsonStringEnumMemberName("left")]
    Left = 1,

    [JsonStringEnumMemberName("right")]
    Right = 2,

    [JsonStringEnumMemberName("above")]
    Above = 4,

    [JsonStringEnumMemberName("below")]
    Below = 8,
}
