using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Votes;

/// <summary>What a person says of two pictures. In JSON: <c>a</c>, <c>b</c>, <c>tie</c>, <c>bad</c>, <c>skip</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VoteOutcome>))]
public enum VoteOutcome
{
    /// <summary>The one shown as A.</summary>
    [JsonStringEnumMemberName("a")]
    A,

    /// <summary>The one shown as B.</summary>
    [JsonStringEnumMemberName("b")]
    B,

    /// <summary>Both alike.</summary>
    [JsonStringEnumMemberName("tie")]
    Tie,

    /// <summary>Neither will do: a tie that also says that both are bad.</summary>
    [JsonStringEnumMemberName("bad")]
    BothBad,

    /// <summary>No answer; nothing is learned from it, and the pair is not asked again.</summary>
    [JsonStringEnumMemberName("skip")]
    Skip,
}
