using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Judging.Verdicts;

/// <summary>What was asked.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerdictKind>))]
public enum VerdictKind
{
    /// <summary>Which of two pictures is better.</summary>
    [JsonStringEnumMemberName("pair")]
    Pair,

    /// <summary>How good one picture is, or which of two by their scores.</summary>
    [JsonStringEnumMemberName("viescore")]
    VieScore,

    /// <summary>How beautiful a picture is, how far it follows its instruction, and both together, from 1 to 5.</summary>
    [JsonStringEnumMemberName("rubric")]
    Rubric,
}
