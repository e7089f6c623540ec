using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Suites;

/// <summary>What became of a case. In JSON: the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaseStatus>))]
public enum CaseStatus
{
    /// <summary>It has the grade that was asked for, or any grade where none was.</summary>
    [JsonStringEnumMemberName("passed")]
    Passed,

    /// <summary>Its grade is below the one that was asked for.</summary>
    [JsonStringEnumMemberName("below")]
    Below,

    /// <summary>There is no picture that could be graded.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
