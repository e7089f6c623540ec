using System.Text.Json;

namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>Progress within one long activity.</summary>
/// <param name="Execution">The activity execution it is about.</param>
/// <param name="Checkpoint">Whatever the activity needs to go on from here.</param>
public sealed record CheckpointSaved(ExecutionId Execution, JsonElement Checkpoint) : ExecutionEntry(Execution);
