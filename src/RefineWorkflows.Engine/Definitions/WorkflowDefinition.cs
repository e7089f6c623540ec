using System.Text.Json;
using System.Text.Json.Nodes;

namespace RefineWorkflows.Engine.Definitions;

/// <summary>A definition version as it came: the parts the engine reads, and the whole JSON beside them, unknown members included.</summary>
public sealed class WorkflowDefinition
{
    internal WorkflowDefinition(JsonElement json) => Json = json;

    /// <summary>The definition, exactly as it came.</summary>
    public JsonElement Json { get; }

    /// <summary>Id of this version.</summary>
    public required string Id { get; init; }

    /// <summary>Stable id shared by all versions.</summary>
    public required string DefinitionId { get; init; }

    public required int Version { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required bool IsPublished { get; init; }

    public required IReadOnlyList<VariableDefinition> Variables { get; init; }

    public required IReadOnlyList<ArgumentDefinition> Inputs { get; init; }

    public required IReadOnlyList<ArgumentDefinition> Outputs { get; init; }

    public required IReadOnlyList<string> Outcomes { get; init; }

    public required WorkflowOptions Options { get; init; }

    /// <summary>The same definition with some members of its envelope set; all others stay as they came.</summary>
    public WorkflowDefinition With(params ReadOnlySpan<(string Member, JsonNode? Value)> members)
    {
        JsonObject copy = JsonObject.Create(Json)!.DeepClone().AsObject();
        foreach ((string member, JsonNode? value) in members)
            copy[member] = value;
        return DefinitionReader.Read(copy.ToJsonString(EngineJson.Options), Name);
    }
}
