using System.Text.Json.Nodes;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>A variable of an instance with its last value.</summary>
internal sealed record VariableView(string Id, string Name, JsonNode? Value);
