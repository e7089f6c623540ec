using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>How the verdicts in the two orders go together.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PairConsistency>))]
public enum PairConsistency
{
    /// <summary>Only one order was asked for.</summary>
    [JsonStringEnumMemberName("unchecked")]
    Unchecked,

    /// <summary>They say the same.</summary>
    [JsonStringEnumMemberName("agree")]
    Agree,

    /// <summary>Each order has another winner: the judge goes by the place.</summary>
    [JsonStringEnumMemberName("flip")]
    Flip,

    /// <summary>One has a winner, one is a tie.</summary>
    [JsonStringEnumMemberName("partial")]
    Partial,

    /// <summary>One of them failed.</summary>
    [JsonStringEnumMemberName("incomplete")]
    Incomplete,

    /// <summary>Both failed.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
