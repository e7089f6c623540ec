using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Pairs;

/// <summary>Which of two is preferred. In JSON: <c>a</c>, <c>b</c>, <c>tie</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PairOutcome>))]
public enum PairOutcome
{
    [JsonStringEnumMemberName("a")]
    A,

    [JsonStringEnumMemberName("b")]
    B,

    [JsonStringEnumMemberName("tie")]
    Tie,
}
