namespace RefineWorkflows.Engine.Storage;

/// <summary>A durable place to wait inside an instance, as stimuli are matched against it.</summary>
/// <param name="Id">Unique for ever.</param>
/// <param name="Execution">The activity execution that waits.</param>
/// <param name="Kind">The stimulus name it waits for.</param>
/// <param name="Hash">Hash of the payload it waits for.</param>
/// <param name="DueAt">When time alone resumes it; null when only a stimulus does.</param>
public sealed record BookmarkRow(string Id, ExecutionId Execution, string Kind, string Hash, DateTimeOffset? DueAt)
{
    /// <summary>
    /// When the last thing came that its instance waited for on the way to it; the beginning of time when there was none.
    /// News from before that was there before anybody headed here. Known when it is added; not read back.
    /// </summary>
    public DateTimeOffset Since { get; init; }
}
