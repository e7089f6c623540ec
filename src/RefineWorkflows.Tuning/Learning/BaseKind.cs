using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Learning;

/// <summary>What the adapter starts from. In JSON: <c>informed</c>, <c>random</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BaseKind>))]
public enum BaseKind
{
    /// <summary>A base that was trained on many made-up tastes, so that it knows in which ways tastes differ.</summary>
    [JsonStringEnumMemberName("informed")]
    Informed,

    /// <summary>A random base: the plain recipe.</summary>
    [JsonStringEnumMemberName("random")]
    Random,
}
