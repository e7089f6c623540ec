using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Search;

/// <summary>How a run decides what to keep and where to go next. In JSON: the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StrategyKind>))]
public enum StrategyKind
{
    /// <summary>Always follows the judge's continuation, also after a drop.</summary>
    [JsonStringEnumMemberName("greedy")]
    Greedy,

    /// <summary>Keeps only what is strictly better, and otherwise asks for a different refinement of the best.</summary>
    [JsonStringEnumMemberName("climbing")]
    Climbing,

    /// <summary>Walks, and at high temperature also downhill, by the Metropolis rule.</summary>
    [JsonStringEnumMemberName("annealing")]
    Annealing,

    /// <summary>Climbs from picture to picture: each is made from the best, moving away from it less and less.</summary>
    [JsonStringEnumMemberName("img2img")]
    Img2Img,
}
