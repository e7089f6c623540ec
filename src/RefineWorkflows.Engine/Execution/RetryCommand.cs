using System.Text.Json;

namespace RefineWorkflows.Engine.Execution;

/// <summary>A person's wish to run faulted activities again.</summary>
/// <param name="Execution">The one to run again; null for all.</param>
/// <param name="Inputs">Inputs that replace the recorded ones, by name.</param>
internal sealed record RetryCommand(long? Execution, IReadOnlyDictionary<string, JsonElement>? Inputs);
