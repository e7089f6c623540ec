namespace RefineWorkflows.Engine.Storage;

/// <summary>A durable place to wait inside an instance, as stimuli are matched against it.</summary>
/// <param name="Id">Unique for ever.</param>
/// <param name="Execution">The activity execution that waits.</param>
/// <param name="Kind">The stimulus name it waits for.</param>
/// <param name="Hash">Hash of the payload it waits for.</param>
/// <param name="DueAt">When time alone resumes it; null when only a stimulus does.</param>
public sealed record BookmarkRow(string Id, ExecutionId Execution, string Kind, string Hash, DateTimeOffset? DueAt);
