using System.Text.Json;

namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>The activity is done for good: after this entry it is never run again.</summary>
/// <param name="Execution">The activity execution it is about.</param>
/// <param name="Outcomes">The outcomes it chose; null when it named none, which follows Done and unnamed connections.</param>
/// <param name="Outputs">Its outputs by name.</param>
public sealed record ActivityCompleted(ExecutionId Execution, IReadOnlyList<string>? Outcomes, IReadOnlyDictionary<string, JsonElement>? Outputs) : ExecutionEntry(Execution);
