using System.Text.Json;

namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>A variable got a value.</summary>
/// <param name="Execution">The activity execution it is about.</param>
/// <param name="Id">The variable's id; for one made while running, its name.</param>
/// <param name="Name">The variable's name.</param>
/// <param name="Value">The value, converted to the declared type.</param>
public sealed record VariableWritten(
    ExecutionId Execution,
    string Id,
    string Name,
    JsonElement Value)
    : ExecutionEntry(Execution);
