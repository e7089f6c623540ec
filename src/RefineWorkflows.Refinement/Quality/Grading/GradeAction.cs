using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>What a grade asks for. In JSON: the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GradeAction>))]
public enum GradeAction
{
    /// <summary>Deliver it.</summary>
    [JsonStringEnumMemberName("accept")]
    Accept,

    /// <summary>Ask a person.</summary>
    [JsonStringEnumMemberName("review")]
    Review,

    /// <summary>Go on from it, with the reasons as advice.</summary>
    [JsonStringEnumMemberName("refine")]
    Refine,

    /// <summary>Start over with another seed.</summary>
    [JsonStringEnumMemberName("reject")]
    Reject,
}
