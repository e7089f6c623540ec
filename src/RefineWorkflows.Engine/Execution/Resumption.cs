using System.Text.Json;

namespace RefineWorkflows.Engine.Execution;

/// <summary>Something a visit was waiting for has come.</summary>
/// <param name="Stimulus">The stimulus name of the bookmark.</param>
/// <param name="Payload">The payload of the bookmark.</param>
/// <param name="Input">What came with the stimulus; JSON null for a due time.</param>
public sealed record Resumption(string Stimulus, JsonElement Payload, JsonElement Input);
