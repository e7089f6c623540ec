using System.Text.Json;

namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>A back end has accepted the work and knows it by this handle.</summary>
/// <param name="Execution">The activity execution it is about.</param>
/// <param name="Handle">What the back end can be asked about it with.</param>
public sealed record HandleSaved(ExecutionId Execution, JsonElement Handle) : ExecutionEntry(Execution);
