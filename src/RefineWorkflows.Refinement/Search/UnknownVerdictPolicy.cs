using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Search;

/// <summary>What happens when the judge's reply names no action, after all retries.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UnknownVerdictPolicy>))]
public enum UnknownVerdictPolicy
{
    /// <summary>Go on as after a CONTINUE without an idea: ask the proposer for one.</summary>
    [JsonStringEnumMemberName("refine")]
    Refine,

    /// <summary>End the run with <see cref="StopReason.Unparseable"/>.</summary>
    [JsonStringEnumMemberName("stop")]
    Stop,
}
