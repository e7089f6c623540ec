using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Pairs;

/// <summary>Where a preference comes from. In JSON: the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PairSource>))]
public enum PairSource
{
    /// <summary>A person chose.</summary>
    [JsonStringEnumMemberName("human")]
    Human,

    /// <summary>A loop kept one picture and not the other. Weighs less, and never decides a holdout alone.</summary>
    [JsonStringEnumMemberName("judge")]
    Machine,

    /// <summary>Another program's records say so.</summary>
    [JsonStringEnumMemberName("import")]
    Import,
}
