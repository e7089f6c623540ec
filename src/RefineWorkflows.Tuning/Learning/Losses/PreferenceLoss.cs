using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Learning.Losses;

/// <summary>What a decisive pair costs, with z = β·δ and δ the gap of the log-ratios to the reference. In JSON: the name in the field's spelling.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PreferenceLoss>))]
public enum PreferenceLoss
{
    /// <summary>−log σ(z) (Rafailov et al. 2023).</summary>
    [JsonStringEnumMemberName("sigmoid")]
    Sigmoid,

    /// <summary>(1−ε)(−log σ(z)) + ε(−log σ(−z)): a share ε of votes is believed to be flipped, so that no margin grows without end (Mitchell 2023).</summary>
    [JsonStringEnumMemberName("cdpo")]
    Cdpo,

    /// <summary>[(1−ε)(−log σ(z)) − ε(−log σ(−z))]/(1−2ε): unbiased when a share ε is flipped; may be negative (Chowdhury et al. 2024).</summary>
    [JsonStringEnumMemberName("robust")]
    Robust,

    /// <summary>(δ − 1/(2β))²: a margin is aimed at, not outdone (Azar et al. 2023).</summary>
    [JsonStringEnumMemberName("ipo")]
    Ipo,

    /// <summary>max(0, 1 − z) (Zhao et al. 2023).</summary>
    [JsonStringEnumMemberName("hinge")]
    Hinge,

    /// <summary>−log σ(z) of the gap per token; a picture is one token, so that it equals <see cref="Sigmoid"/> here.</summary>
    [JsonStringEnumMemberName("sigmoid_norm")]
    SigmoidNorm,
}
