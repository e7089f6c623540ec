using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa.Definitions;

/// <summary>
/// A drawing on its way to Studio and back. Studio's canvas stays empty when it meets a type without a descriptor, so
/// such an activity travels inside a placeholder; on the way in the placeholder gives back what it holds. Everything
/// else passes as it is.
/// </summary>
internal sealed class Drawings(ActivityTypes types)
{
    private const string Placeholder = "Elsa.NotFoundActivity";
    private const string Original = "originalActivityJson";

    /// <summary>The root of a stored definition as Studio draws it.</summary>
    /// <param name="root">The root as stored; it is changed.</param>
    /// <param name="parent">Node id of what contains it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<JsonObject> OutgoingAsync(JsonObject root, string parent, CancellationToken cancellationToken)
        => Outgoing(root, parent, await types.WorkflowsAsync(cancellationToken));

    /// <summary>The root as it is stored: placeholders are what they stand for, ids of nodes follow the tree, lists are lists.</summary>
    public static JsonObject Incoming(JsonObject root) => ActivityTree.Rewrite(root, ActivityTree.WorkflowId, (activity, parent) =>
    {
        JsonObject stored = ActivityTree.Text(activity, "type") == Placeholder && Unpack(activity) is { } original ? original : activity;
        return Normal(stored, parent);
    });

    private JsonObject Outgoing(JsonObject root, string workflow, IReadOnlyList<UsableWorkflow> workflows) => ActivityTree.Rewrite(root, workflow, (activity, parent) =>
    {
        string type = ActivityTree.Text(activity, "type")!;
        if (types.BuiltInVersions.TryGetValue(type, out int version))
        {
            activity["version"] = version;
            return Normal(activity, parent);
        }

        if (workflows.FirstOrDefault(one => one.TypeName == type || one.Stored.DefinitionId == ActivityTree.Text(activity, "workflowDefinitionId")) is { } usable)
            return Normal(AsSubWorkflow(activity, usable.Stored), parent);
        return Normal(Pack(activity, type), parent);
    });

    /// <summary>All four members together are what makes Studio open it as a workflow.</summary>
    private static JsonObject AsSubWorkflow(JsonObject activity, StoredDefinition published)
    {
        activity["workflowDefinitionId"] ??= published.DefinitionId;
        activity["workflowDefinitionVersionId"] ??= published.VersionId;
        activity["latestAvailablePublishedVersion"] = published.Version;
        activity["latestAvailablePublishedVersionId"] = published.VersionId;
        return activity;
    }

    private static JsonObject Normal(JsonObject activity, string parent)
    {
        activity["version"] ??= 1;
        activity["nodeId"] = $"{parent}:{ActivityTree.Text(activity, "id")}";
        activity["metadata"] ??= new JsonObject();
        activity["customProperties"] ??= new JsonObject();
        foreach (string list in ActivityTree.Text(activity, "type") switch
        {
            "Elsa.Flowchart" => ["activities", "connections"],
            "Elsa.Sequence" => ["activities"],
            "Elsa.StateMachine" => ["states", "transitions"],
            _ => Array.Empty<string>(),
        })
            activity[list] ??= new JsonArray();
        return activity;
    }

    private static JsonObject Pack(JsonObject activity, string type)
    {
        int version = ActivityTree.Number(activity, "version") ?? 1;
        JsonObject metadata = activity["metadata"] is JsonObject own ? own.DeepClone().AsObject() : [];
        metadata["displayText"] = $"Not Found: {type}";
        metadata["description"] = $"Could not find activity type {type} with version {version}";
        return new JsonObject
        {
            ["type"] = Placeholder,
            ["version"] = 1,
            ["id"] = activity["id"]!.DeepClone(),
            ["name"] = activity["name"]?.DeepClone(),
            ["missingTypeName"] = type,
            ["missingTypeVersion"] = version,
            [Original] = activity.ToJsonString(ElsaJson.Options),
            ["metadata"] = metadata,
        };
    }

    /// <summary>What a placeholder holds, at the place to which the placeholder was dragged.</summary>
    private static JsonObject? Unpack(JsonObject placeholder)
    {
        if (ActivityTree.Text(placeholder, Original) is not { } text)
            return null;
        try
        {
            if (JsonNode.Parse(text) is not JsonObject original)
                return null;
            original["id"] = placeholder["id"]!.DeepClone();
            if (placeholder["metadata"]?["designer"] is { } designer)
            {
                if (original["metadata"] is not JsonObject)
                    original["metadata"] = new JsonObject();
                original["metadata"]!["designer"] = designer.DeepClone();
            }

            return original;
        }
        catch (JsonException)
        {
            // Not ours: it is kept as the placeholder that it is, and publishing refuses it by name.
            return null;
        }
    }
}
