using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Generation;

/// <summary>How a run says what should not be seen, depending on what its generator can take.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NegativeMechanism>))]
public enum NegativeMechanism
{
    /// <summary>Nothing is excluded.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>A negative prompt is sent.</summary>
    [JsonStringEnumMemberName("negativePrompt")]
    NegativePrompt,

    /// <summary>What should be seen instead is folded into the description that is condensed.</summary>
    [JsonStringEnumMemberName("foldedIntoCondensing")]
    FoldedIntoCondensing,

    /// <summary>One sentence that says what should be seen instead follows the prompt.</summary>
    [JsonStringEnumMemberName("appendedSentence")]
    AppendedSentence,
}
