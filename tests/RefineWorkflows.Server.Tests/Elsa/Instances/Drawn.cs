using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Instances;

/// <summary>Definitions whose runs are looked at, and the way to run them.</summary>
internal static class Drawn
{
    public static string Line(string id, string text) => $$$"""{"type":"Elsa.WriteLine","version":1,"id":"{{{id}}}","name":"{{{id.ToUpperInvariant()}}}","text":{{{Script(text)}}}}""";

    public static string Event(string id, string name) => $$$"""{"type":"Elsa.Event","version":1,"id":"{{{id}}}","name":"{{{id.ToUpperInvariant()}}}","eventName":{{{Literal(name)}}}}""";

    public static string Sequence(string id, params string[] activities) => $$$"""{"type":"Elsa.Sequence","version":1,"id":"{{{id}}}","name":"{{{id.ToUpperInvariant()}}}","activities":[{{{string.Join(',', activities)}}}]}""";

    public static string Literal(string value) => $$$"""{"typeName":"String","expression":{"type":"Literal","value":{{{JsonSerializer.Serialize(value)}}}}}""";

    public static string Script(string source) => $$$"""{"typeName":"Object","expression":{"type":"JavaScript","value":{{{JsonSerializer.Serialize(source)}}}}}""";

    /// <summary>Writes two lines, once for each of three items, between them sets a variable and an output.</summary>
    public static string Loop() => Sequence(
        "root",
        Line("first", "'hello'"),
        """{"type":"Elsa.SetVariable","version":1,"id":"set","name":"SET","variable":{"id":"v1","name":"Total","typeName":"Int32"},"value":{"typeName":"Int32","expression":{"type":"Literal","value":"42"}}}""",
        $$$"""{"type":"Elsa.ForEach","version":1,"id":"each","name":"EACH","items":{"typeName":"Object","expression":{"type":"Object","value":"[1,2,3]"}},"body":{{{Line("inner", "'item'")}}}}""",
        """{"type":"Elsa.SetOutput","version":1,"id":"out","name":"OUT","outputName":{"typeName":"String","expression":{"type":"Literal","value":"Answer"}},"outputValue":{"typeName":"Object","expression":{"type":"Literal","value":"done"}}}""");

    /// <summary>Faults when the input says so.</summary>
    public static string Faulty() => Sequence(
        "root",
        Line("before", "'before'"),
        """{"type":"Elsa.Fault","version":1,"id":"bad","name":"BAD","message":{"typeName":"String","expression":{"type":"Literal","value":"It broke."}},"code":{"typeName":"String","expression":{"type":"Literal","value":"7"}},"faultType":{"typeName":"String","expression":{"type":"Literal","value":"User"}},"category":{"typeName":"String","expression":{"type":"Literal","value":"Test"}}}""");

    /// <summary>Waits for the event Go.</summary>
    public static string Waiting() => Sequence("root", Line("before", "'before'"), Event("wait", "Go"), Line("after", "'after'"));

    public static async Task<StoredDefinition> PublishAsync(this RunningServer server, string id, string root)
    {
        var definition = new JsonObject
        {
            ["id"] = $"{id}-v1", ["definitionId"] = id, ["name"] = id, ["version"] = 1, ["toolVersion"] = "3.8.0.0", ["outcomes"] = new JsonArray(), ["options"] = new JsonObject(), ["customProperties"] = new JsonObject(),
            ["variables"] = JsonNode.Parse("""[{"id":"v1","name":"Total","typeName":"Int32","value":"5"},{"id":"v2","name":"Untouched","typeName":"String","value":"as drawn"}]"""),
            ["inputs"] = JsonNode.Parse("""[{"type":"String","name":"In1","displayName":"In 1","uiHint":"singleline"}]"""),
            ["outputs"] = JsonNode.Parse("""[{"type":"String","name":"Answer","displayName":"Answer"}]"""),
            ["root"] = JsonNode.Parse(root),
        };
        return await server.Workbench.Catalog.PublishAsync(definition.ToJsonString(), "test", CancellationToken.None);
    }

    /// <summary>Publishes a definition and runs one instance of it until it rests.</summary>
    public static async Task<string> RunAsync(this RunningServer server, string root, string definition = "drawn", string? name = null, string? input = null)
    {
        await server.PublishAsync(definition, root);
        var values = new Dictionary<string, JsonElement> { ["In1"] = JsonSerializer.SerializeToElement(input ?? "abc") };
        InstanceId id = await server.Workbench.Host.RunAsync(definition, values, null, name, CancellationToken.None);
        return id.Value;
    }

    /// <summary>The one instance of a definition, as soon as there is one.</summary>
    public static async Task<InstanceHeader> OnlyAsync(this RunningServer server, string definition)
    {
        IReadOnlyList<InstanceHeader> found = [];
        await server.Workbench.UntilAsync(async () => (found = await server.Workbench.InstancesAsync(definition)).Count > 0);
        return Assert.Single(found);
    }

    /// <summary>Waits until an instance has finished, whoever runs it.</summary>
    public static Task FinishedAsync(this RunningServer server, string id) => server.SettledAsync(id, header => header.Status == InstanceStatus.Finished);

    /// <summary>Waits until an instance is where it should be.</summary>
    public static async Task SettledAsync(this RunningServer server, string id, Func<InstanceHeader, bool> reached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var changed = new SemaphoreSlim(0);
        void Committed(InstanceId instance, IReadOnlyList<Engine.Journal.JournalEntry> entries) => changed.Release();
        void Changed() => changed.Release();
        server.Workbench.Host.Committed += Committed;
        server.Workbench.Store.Changed += Changed;
        try
        {
            while (!reached((await server.Workbench.Store.FindAsync(new InstanceId(id), limit.Token))!))
                await changed.WaitAsync(limit.Token);
        }
        finally
        {
            server.Workbench.Host.Committed -= Committed;
            server.Workbench.Store.Changed -= Changed;
        }
    }
}
