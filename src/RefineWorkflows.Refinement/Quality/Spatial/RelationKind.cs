using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>How one thing lies to another. In JSON: snake case.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RelationKind>))]
public enum RelationKind
{
    [JsonStringEnumMemberName("left_of")]
    LeftOf,

    [JsonStringEnumMemberName("right_of")]
    RightOf,

    [JsonStringEnumMemberName("above")]
    Above,

    [JsonStringEnumMemberName("below")]
    Below,

    [JsonStringEnumMemberName("next_to")]
    NextTo,

    [JsonStringEnumMemberName("inside")]
    Inside,

    [JsonStringEnumMemberName("on")]
    On,

    /// <summary>Needs depth.</summary>
    [JsonStringEnumMemberName("in_front_of")]
    InFrontOf,

    /// <summary>Needs depth.</summary>
    [JsonStringEnumMemberName("behind")]
    Behind,
}
