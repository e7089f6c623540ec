using System.Text.Json;

namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>The external effect is done and not asked for again, but the activity goes on with one of its slots.</summary>
/// <param name="Execution">The activity execution it is about.</param>
/// <param name="Outputs">What the effect gave, by name.</param>
public sealed record EffectEnded(ExecutionId Execution, IReadOnlyDictionary<string, JsonElement> Outputs) : ExecutionEntry(Execution);
