using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Memory;

/// <summary>What is kept for ever of one graded picture or one cycle of the tuner. Never part of a prompt.</summary>
/// <param name="Id">The picture (run and iteration), or the cycle.</param>
/// <param name="Timestamp">When it was graded.</param>
/// <param name="Scores">What was measured, by name.</param>
/// <param name="Grade">The grade; null of a cycle.</param>
public sealed record ArchiveEntry(
    [property: JsonPropertyName("video_id")] string Id,
    [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp,
    [property: JsonPropertyName("scores")] IReadOnlyDictionary<string, double> Scores,
    [property: JsonPropertyName("grade")] string? Grade)
{
    /// <summary>What it was about, in words, so that it can be found: the prompt, or what a cycle did.</summary>
    [JsonPropertyName("text")]
    public string Text { get; init; } = "";
}
