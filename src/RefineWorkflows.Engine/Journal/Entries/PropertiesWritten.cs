using System.Text.Json;

namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>A container remembered something about itself.</summary>
/// <param name="Execution">The activity execution it is about.</param>
/// <param name="Values">New values by name; null removes.</param>
public sealed record PropertiesWritten(ExecutionId Execution, IReadOnlyDictionary<string, JsonElement> Values) : ExecutionEntry(Execution);
