using System.Text.Json.Nodes;

namespace RefineWorkflows.Engine.Tests.Shared;

/// <summary>Draws definitions as Studio would write them.</summary>
internal static class Draw
{
    public static JsonObject Workflow(JsonObject root, string id = "test", JsonArray? variables = null, JsonObject? options = null, JsonArray? outputs = null) => new()
    {
        ["id"] = $"{id}-v1", ["definitionId"] = id, ["name"] = id, ["version"] = 1, ["toolVersion"] = "3.8.0.0",
        ["isLatest"] = true, ["isPublished"] = true, ["variables"] = variables ?? [], ["inputs"] = new JsonArray(), ["outputs"] = outputs ?? [],
        ["outcomes"] = new JsonArray(), ["options"] = options ?? [], ["root"] = root,
    };

    public static JsonObject Activity(string type, string id, params (string Member, JsonNode? Value)[] members)
    {
        var activity = new JsonObject { ["type"] = type, ["version"] = 1, ["id"] = id, ["name"] = char.ToUpperInvariant(id[0]) + id[1..] };
        foreach ((string member, JsonNode? value) in members)
            activity[member] = value;
        return activity;
    }

    public static JsonObject Line(string id) => Activity("Elsa.WriteLine", id, ("text", Literal(id)));

    public static JsonObject Sequence(string id, params JsonObject[] activities) => Activity("Elsa.Sequence", id, ("activities", new JsonArray([.. activities])));

    /// <param name="id">Id of the flowchart.</param>
    /// <param name="activities">Its activities.</param>
    /// <param name="connections">Edges as <c>a>b</c> or <c>a:Port>b</c>.</param>
    public static JsonObject Flow(string id, JsonObject[] activities, params string[] connections)
    {
        var drawn = new JsonArray();
        foreach (string connection in connections)
        {
            string[] ends = connection.Split('>');
            string[] source = ends[0].Split(':');
            drawn.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = source[0], ["port"] = source.Length > 1 ? source[1] : "Done" },
                ["target"] = new JsonObject { ["activity"] = ends[1], ["port"] = "In" },
                ["vertices"] = new JsonArray(),
            });
        }

        return Activity("Elsa.Flowchart", id, ("activities", new JsonArray([.. activities])), ("connections", drawn));
    }

    public static JsonObject Literal(JsonNode? value) => Expression("Literal", value);

    public static JsonObject Script(string script) => Expression("JavaScript", script);

    public static JsonObject List(params JsonNode?[] items) => Expression("Object", new JsonArray(items).ToJsonString());

    public static JsonObject Read(string variable) => Expression("Variable", new JsonObject { ["id"] = variable, ["name"] = variable });

    public static JsonObject Into(string variable) => new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = variable } };

    public static JsonObject Variable(string name, string type = "Object", string? value = null) => new()
    {
        ["id"] = name, ["name"] = name, ["typeName"] = type, ["value"] = value, ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver",
    };

    public static JsonObject Set(string id, string variable, JsonObject value) => Activity("Elsa.SetVariable", id, ("variable", Variable(variable)), ("value", value));

    public static JsonObject Event(string id, string name) => Activity("Elsa.Event", id, ("eventName", Literal(name)));

    private static JsonObject Expression(string type, JsonNode? value)
        => new() { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };

    /// <summary>Gives a variable of the workflow a default that is not text.</summary>
    public static JsonObject WithDefault(this JsonObject workflow, string variable, JsonNode value)
    {
        workflow["variables"]!.AsArray().Single(one => (string?)one!["name"] == variable)!["value"] = value;
        return workflow;
    }
}
