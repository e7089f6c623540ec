using System.Text.Json;

namespace RefineWorkflows.Server.Starting;

/// <summary>What is to be started.</summary>
/// <param name="DefinitionId">Which definition; its published version runs.</param>
/// <param name="Input">Its input by name.</param>
/// <param name="Name">A name for people, or null.</param>
/// <param name="CorrelationId">What ties the run to the outside, or null.</param>
internal sealed record StartRequest(string DefinitionId, IReadOnlyDictionary<string, JsonElement> Input, string? Name = null, string? CorrelationId = null);
