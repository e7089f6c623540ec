using System.Text.Json;

namespace RefineWorkflows.Engine.Journal;

/// <summary>A place where an activity execution waits.</summary>
/// <param name="Id">Unique for ever.</param>
/// <param name="Execution">The execution that waits.</param>
/// <param name="Stimulus">The stimulus name it waits for.</param>
/// <param name="Hash">Hash of the payload it waits for.</param>
/// <param name="Payload">The payload.</param>
/// <param name="DueAt">When time alone resumes it.</param>
/// <param name="CreatedAt">Since when it waits.</param>
public sealed record BookmarkState(string Id, long Execution, string Stimulus, string Hash, JsonElement Payload, DateTimeOffset? DueAt, DateTimeOffset CreatedAt);
