using System.Text.Json.Nodes;

namespace RefineWorkflows.Benchmarks;

/// <summary>The definitions that are measured.</summary>
internal static class Drawing
{
    /// <summary>A loop that takes <paramref name="turns"/> durable steps.</summary>
    public static string Loop(int turns) => Workflow(
        "loop",
        Activity("Elsa.For", "for", ("start", Literal(1)), ("end", Literal(turns)), ("step", Literal(1)), ("outerBoundInclusive", Literal(true)), ("body", Activity("Bench.Step", "step"))));

    /// <summary>Durable steps one after another, drawn one by one.</summary>
    public static string Row(int steps) => Workflow(
        "row",
        Activity("Elsa.Sequence", "seq", ("activities", new JsonArray([.. Enumerable.Range(1, steps).Select(one => Activity("Bench.Step", $"step{one}"))]))));

    /// <summary>A wait as long as the input <c>wait</c> says.</summary>
    public static string Wait() => Workflow("wait", Activity("Elsa.Delay", "delay", ("timeSpan", Expression("Input", "wait"))));

    /// <summary>An effect that is in flight until its process ends.</summary>
    public static string Hang() => Workflow("hang", Activity("Bench.Hang", "hang"));

    private static string Workflow(string id, JsonObject root) => new JsonObject
    {
        ["id"] = $"{id}-v1", ["definitionId"] = id, ["name"] = id, ["version"] = 1, ["toolVersion"] = "3.8.0.0",
        ["isLatest"] = true, ["isPublished"] = true, ["variables"] = new JsonArray(),
        ["inputs"] = new JsonArray(new JsonObject { ["name"] = "wait", ["type"] = "String", ["displayName"] = "wait" }),
        ["outputs"] = new JsonArray(), ["outcomes"] = new JsonArray(), ["options"] = new JsonObject(), ["root"] = root,
    }.ToJsonString();

    private static JsonObject Activity(string type, string id, params (string Member, JsonNode Value)[] members)
    {
        var activity = new JsonObject { ["type"] = type, ["version"] = 1, ["id"] = id, ["name"] = id };
        foreach ((string member, JsonNode value) in members)
            activity[member] = value;
        return activity;
    }

    private static JsonObject Literal(JsonNode value) => Expression("Literal", value);

    private static JsonObject Expression(string type, JsonNode value)
        => new() { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };
}
