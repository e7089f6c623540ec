using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>How good a picture is, the best first. There is no D. In JSON as people write it: <c>A-</c>, <c>B+</c>, <c>U</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Grade>))]
public enum Grade
{
    [JsonStringEnumMemberName("A")]
    A,

    [JsonStringEnumMemberName("A-")]
    AMinus,

    [JsonStringEnumMemberName("B+")]
    BPlus,

    [JsonStringEnumMemberName("B")]
    B,

    [JsonStringEnumMemberName("B-")]
    BMinus,

    [JsonStringEnumMemberName("C")]
    C,

    [JsonStringEnumMemberName("F")]
    F,

    /// <summary>Not graded: too little is known.</summary>
    [JsonStringEnumMemberName("U")]
    Ungraded,
}
