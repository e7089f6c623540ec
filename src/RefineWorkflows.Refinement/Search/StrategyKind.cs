using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Search;

/// <summary>How a run decides which picture to build on. Names on the wire and on the command line: see <see cref="StrategyNames"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StrategyKind>))]
public enum StrategyKind
{
    /// <summary>Always follow the judge's advice, even after a worse picture; the best one is kept aside.</summary>
    [JsonStringEnumMemberName("greedy")]
    Greedy,

    /// <summary>Only a strictly better picture is built upon; otherwise return to the best and try something else.</summary>
    [JsonStringEnumMemberName("climbing")]
    Climbing,

    /// <summary>Worse pictures are accepted with a probability that falls as the run cools (Metropolis).</summary>
    [JsonStringEnumMemberName("annealing")]
    Annealing,

    /// <summary>Climbing in image space: every picture starts from the best one, at a falling strength.</summary>
    [JsonStringEnumMemberName("img2img")]
    Img2Img,
}
