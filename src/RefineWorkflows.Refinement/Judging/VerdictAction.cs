using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>What a judge wants to happen next.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerdictAction>))]
public enum VerdictAction
{
    /// <summary>The reply said neither, or asked to continue without saying how.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>The picture is finished.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>The picture should change as <see cref="Verdict.NextPrompt"/> describes.</summary>
    [JsonStringEnumMemberName("continue")]
    Continue,
}
