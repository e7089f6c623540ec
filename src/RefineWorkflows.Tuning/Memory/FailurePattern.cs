using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Memory;

/// <summary>Something that goes wrong again and again, in words that a person understands.</summary>
/// <param name="Id">What it is about: a channel and its axis, or votes and a feature. The same pattern has the same id whenever it is found.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Channel">The channel that shows it; <c>preference</c> for what votes show.</param>
/// <param name="Count">In how many of the items that were looked at.</param>
/// <param name="FirstSeen">When the first of them was made.</param>
/// <param name="LastSeen">When the last of them was made.</param>
/// <param name="ExampleIds">Some of them.</param>
public sealed record FailurePattern(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("description")] string Description,
    [property: JsonPropertyName("channel")] string Channel,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("first_seen")] DateTimeOffset FirstSeen,
    [property: JsonPropertyName("last_seen")] DateTimeOffset LastSeen,
    [property: JsonPropertyName("example_ids")] IReadOnlyList<string> ExampleIds);
