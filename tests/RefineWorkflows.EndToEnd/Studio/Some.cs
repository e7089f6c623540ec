using System.Text.Json.Nodes;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>Pieces of definitions.</summary>
internal static class Some
{
    public static JsonObject WriteLine(string id, string text, int x = 0, int y = 0) => Activity("Elsa.WriteLine", id, x, y, ("text", Input("String", "Literal", text)));

    public static JsonObject Activity(string type, string id, int x, int y, params (string Name, JsonNode Value)[] members)
    {
        var activity = new JsonObject
        {
            ["id"] = id, ["type"] = type, ["version"] = 1, ["name"] = id,
            ["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = x, ["y"] = y }, ["size"] = new JsonObject { ["width"] = 0, ["height"] = 0 } } },
        };
        foreach ((string name, JsonNode value) in members)
            activity[name] = value;
        return activity;
    }

    public static JsonObject Input(string typeName, string expression, string value)
        => new() { ["typeName"] = typeName, ["expression"] = new JsonObject { ["type"] = expression, ["value"] = value } };

    public static JsonObject Variable(string id, string name, string typeName = "Object", string? value = null) => new()
    {
        ["id"] = id, ["name"] = name, ["typeName"] = typeName, ["isArray"] = false, ["value"] = value, ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver",
    };

    public static JsonObject Connection(string from, string to, string port = "Done") => new()
    {
        ["source"] = new JsonObject { ["activity"] = from, ["port"] = port }, ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" }, ["vertices"] = new JsonArray(),
    };
}
