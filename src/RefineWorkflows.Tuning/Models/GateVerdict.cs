using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Models;

/// <summary>Whether a version may serve, and whether it is better than what serves.</summary>
/// <param name="Passes">Whether it is good enough by itself.</param>
/// <param name="IsBetter">Whether it beats what serves (or, where nothing does, a coin) beyond what luck explains.</param>
/// <param name="Sentence">Why, with the figures.</param>
/// <param name="Trial">How it did on pairs that it had not learned from; null where there were none.</param>
/// <param name="Present">How the version that serves did on those of them that it had not learned from either; null where none serves or no pair is new to both.</param>
public sealed record GateVerdict(bool Passes, bool IsBetter, string Sentence, GateTrial? Trial = null, GateTrial? Present = null)
{
    /// <summary>Whether it should serve.</summary>
    [JsonIgnore]
    public bool Promotes => Passes && IsBetter;
}
