using System.Text.Json;

namespace RefineWorkflows.Engine.Definitions;

/// <summary>How a drawing names a workflow that it uses as an activity. Two that are equal mean the same workflow.</summary>
/// <param name="Type">The activity type: the workflow's name in Pascal case.</param>
/// <param name="DefinitionId">Which definition; null when only the type says so.</param>
/// <param name="VersionId">Which version, by its id.</param>
/// <param name="Version">Which version, by its number.</param>
internal sealed record WorkflowUse(string Type, string? DefinitionId, string? VersionId, int? Version)
{
    public const string DefinitionIdMember = "workflowDefinitionId";
    public const string VersionIdMember = "workflowDefinitionVersionId";

    public static WorkflowUse Of(JsonElement activity)
    {
        var members = new JsonMembers(activity, "$");
        return new WorkflowUse(members.Text("type") ?? "", Id(members, DefinitionIdMember), Id(members, VersionIdMember), members.Number("version"));
    }

    /// <summary>Everything in a drawing that looks like an activity, at whatever depth.</summary>
    public static IEnumerable<JsonElement> Activities(JsonElement drawing) => drawing.ValueKind switch
    {
        JsonValueKind.Array => drawing.EnumerateArray().SelectMany(Activities),
        JsonValueKind.Object => drawing.EnumerateObject().SelectMany(member => Activities(member.Value)).Concat(IsActivity(drawing) ? [drawing] : []),
        _ => [],
    };

    private static bool IsActivity(JsonElement json)
        => json.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String && json.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String;

    private static string? Id(JsonMembers members, string member) => members.Text(member) is { Length: > 0 } id ? id : null;
}
