using System.Text.Json;

namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>What the activity was waiting for has come.</summary>
/// <param name="Execution">The activity execution it is about.</param>
/// <param name="Bookmark">The bookmark that was matched.</param>
/// <param name="Input">What came with it; null for a due time.</param>
public sealed record ActivityResumed(ExecutionId Execution, string Bookmark, JsonElement Input) : ExecutionEntry(Execution)
{
    /// <summary>When it came, which may be before this entry; null for the entry's own time.</summary>
    public DateTimeOffset? CameAt { get; init; }
}
