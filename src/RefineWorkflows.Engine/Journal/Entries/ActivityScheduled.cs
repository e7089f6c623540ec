using System.Text.Json;

namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>A visit to an activity was queued. Executions are numbered by these entries.</summary>
/// <param name="Execution">The activity execution it is about.</param>
/// <param name="Activity">The activity's id in the definition.</param>
/// <param name="Owner">The execution of the container that gets to hear of its completion; null for the workflow itself.</param>
/// <param name="Scheduler">The execution that caused this one; diagnostic.</param>
/// <param name="Tag">What the owner wants to be told again when it completes.</param>
/// <param name="Variables">Variables that exist for this visit only, by name.</param>
public sealed record ActivityScheduled(
    ExecutionId Execution,
    string Activity,
    long? Owner,
    long? Scheduler,
    string? Tag,
    IReadOnlyDictionary<string, JsonElement>? Variables)
    : ExecutionEntry(Execution)
{
    /// <summary>When the last thing that was waited for on the way here came; null when nothing was since the instance began.</summary>
    public DateTimeOffset? Since { get; init; }
}
