using System.Text.Json;

namespace RefineWorkflows.Engine.Expressions.JavaScript;

/// <summary>A variable that a script left with another value than it found, also by changing the inside of an object.</summary>
public sealed record VariableWrite(string Name, JsonElement Value);
