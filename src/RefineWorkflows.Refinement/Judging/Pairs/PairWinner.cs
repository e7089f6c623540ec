using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>Which of two pictures wins.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PairWinner>))]
public enum PairWinner
{
    /// <summary>Nobody could tell. Never counted as a tie.</summary>
    Failed,

    /// <summary>The first of the two.</summary>
    [JsonStringEnumMemberName("Image A")]
    ImageA,

    /// <summary>The second of the two.</summary>
    [JsonStringEnumMemberName("Image B")]
    ImageB,

    /// <summary>Neither.</summary>
    Tie,
}
