using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Reviews;

/// <summary>What came of asking a person.</summary>
/// <param name="Decision">What is done.</param>
/// <param name="Note">What the person wants changed, for whoever writes the next prompt; null without a word.</param>
/// <param name="By">Who answered; null when nobody did and the deadline decided.</param>
public sealed record ReviewAnswer([property: JsonConverter(typeof(JsonStringEnumConverter<ReviewDecision>))] ReviewDecision Decision, string? Note, string? By);
