using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>What a judge wants to happen next. In JSON: the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerdictAction>))]
public enum VerdictAction
{
    /// <summary>The reply names no action that can be read; the loop asks for a different refinement.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>The picture is finished.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>The picture is to be taken further, as the verdict's next prompt says.</summary>
    [JsonStringEnumMemberName("continue")]
    Continue,
}
