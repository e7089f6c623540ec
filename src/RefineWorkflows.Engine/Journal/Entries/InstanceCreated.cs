using System.Text.Json;

namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>The instance was accepted. Always the first entry.</summary>
/// <param name="DefinitionId">Stable id of its definition.</param>
/// <param name="VersionId">The version it runs on, for ever.</param>
/// <param name="Version">Number of that version.</param>
/// <param name="Input">The workflow's input, all of it, declared or not.</param>
/// <param name="Name">A name for people.</param>
/// <param name="CorrelationId">What ties it to the outside.</param>
/// <param name="ParentInstance">The instance that started it.</param>
/// <param name="TriggerActivity">The activity that started it; null when it begins at the beginning.</param>
public sealed record InstanceCreated(
    string DefinitionId,
    string VersionId,
    int Version,
    IReadOnlyDictionary<string, JsonElement> Input,
    string? Name,
    string? CorrelationId,
    string? ParentInstance,
    string? TriggerActivity)
    : JournalEntry
{
    /// <summary>The execution in the parent that started it.</summary>
    public long? ParentExecution { get; init; }

    /// <summary>When the last thing that the parent waited for on the way here came; null when it has waited for nothing.</summary>
    public DateTimeOffset? Since { get; init; }
}
