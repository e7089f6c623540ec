using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Learning.Losses;

/// <summary>What "both alike" says. In JSON: <c>davidson</c>, <c>rao_kupper</c>, <c>half</c>, <c>drop</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TieModel>))]
public enum TieModel
{
    /// <summary>A third outcome that is likelier the nearer the two are; ν ≥ 0 is learned (Davidson 1970).</summary>
    [JsonStringEnumMemberName("davidson")]
    Davidson,

    /// <summary>A difference below a threshold is not seen; η ≥ 0 is learned, θ = e^η (Rao and Kupper 1967).</summary>
    [JsonStringEnumMemberName("rao_kupper")]
    RaoKupper,

    /// <summary>Half a win each way.</summary>
    [JsonStringEnumMemberName("half")]
    Half,

    /// <summary>Nothing is learned from it.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,
}
