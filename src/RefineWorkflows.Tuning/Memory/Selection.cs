using System.Text.Json.Serialization;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Memory;

/// <summary>A choice as the block <c>ab_testing</c> holds it.</summary>
public sealed record Selection(
    [property: JsonPropertyName("test_id")] string TestId,
    [property: JsonPropertyName("user_id")] string UserId,
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("a_id")] string AId,
    [property: JsonPropertyName("b_id")] string BId,
    [property: JsonPropertyName("outcome")] VoteOutcome Outcome,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp,
    [property: JsonPropertyName("source")] string Source);
