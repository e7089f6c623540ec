using System.Text.Json;

namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>A person asked for a faulted activity to be run again.</summary>
/// <param name="Execution">The activity execution it is about.</param>
/// <param name="Inputs">Inputs edited by the person; null keeps them.</param>
public sealed record ActivityReset(ExecutionId Execution, IReadOnlyDictionary<string, JsonElement>? Inputs) : ExecutionEntry(Execution);
