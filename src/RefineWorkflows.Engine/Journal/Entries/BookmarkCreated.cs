using System.Text.Json;

namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>The activity waits.</summary>
/// <param name="Execution">The activity execution it is about.</param>
/// <param name="Bookmark">Id of the bookmark.</param>
/// <param name="Stimulus">The stimulus name it waits for.</param>
/// <param name="Hash">Hash of the payload it waits for.</param>
/// <param name="Payload">The payload.</param>
/// <param name="DueAt">When time alone resumes it.</param>
public sealed record BookmarkCreated(
    ExecutionId Execution,
    string Bookmark,
    string Stimulus,
    string Hash,
    JsonElement Payload,
    DateTimeOffset? DueAt)
    : ExecutionEntry(Execution);
