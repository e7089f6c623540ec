using System.Text.Json.Nodes;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Tests.Shared;

/// <summary>Small definitions, as Studio would write them.</summary>
internal static class Sketch
{
    public static JsonObject Workflow(string id, JsonObject root, params string[] inputs) => new()
    {
        ["id"] = $"{id}-v1", ["definitionId"] = id, ["name"] = id, ["version"] = 1, ["toolVersion"] = "3.8.0.0",
        ["isLatest"] = true, ["isPublished"] = true, ["variables"] = new JsonArray(), ["outputs"] = new JsonArray(), ["outcomes"] = new JsonArray(),
        ["inputs"] = new JsonArray([.. inputs.Select(name => new JsonObject { ["type"] = "Object", ["isArray"] = false, ["name"] = name, ["displayName"] = name })]),
        ["options"] = new JsonObject(), ["root"] = root,
    };

    public static JsonObject Activity(string type, string id, params (string Member, JsonNode? Value)[] members)
    {
        var activity = new JsonObject { ["type"] = type, ["version"] = 1, ["id"] = id, ["name"] = id };
        foreach ((string member, JsonNode? value) in members)
            activity[member] = value;
        return activity;
    }

    public static JsonObject Sequence(params JsonObject[] activities) => Activity("Elsa.Sequence", "root", ("activities", new JsonArray([.. activities])));

    public static JsonObject Line(string id) => Activity("Elsa.WriteLine", id, ("text", Literal(id)));

    public static JsonObject Literal(JsonNode? value) => Expression("Literal", value);

    public static JsonObject Script(string script) => Expression("JavaScript", script);

    /// <summary>Publishes a definition whose only activity writes a line.</summary>
    public static Task PublishLineAsync(this Workbench workbench, string id, params string[] inputs)
        => workbench.PublishAsync(Workflow(id, Sequence(Line("hello")), inputs));

    public static Task PublishAsync(this Workbench workbench, JsonObject definition)
        => workbench.Catalog.PublishAsync(definition.ToJsonString(), "test", CancellationToken.None);

    private static JsonObject Expression(string type, JsonNode? value) => new() { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };
}
