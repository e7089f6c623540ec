using System.Text.Json;

namespace RefineWorkflows.Engine.Journal;

/// <summary>A variable's name and present value.</summary>
public sealed record VariableState(string Name, JsonElement Value);
