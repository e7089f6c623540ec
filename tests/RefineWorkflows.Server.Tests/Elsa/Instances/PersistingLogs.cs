using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Instances;

public sealed class PersistingLogs
{
    private const string Include = """{"evaluationMode":"Strategy","strategyType":"Elsa.Workflows.LogPersistence.Strategies.Include, Elsa.Workflows.Core","expression":null}""";
    private const string Exclude = """{"evaluationMode":"Strategy","strategyType":"Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core","expression":null}""";
    private const string Inherit = """{"evaluationMode":"Strategy","strategyType":"Elsa.Workflows.LogPersistence.Strategies.Inherit, Elsa.Workflows.Core","expression":null}""";
    private const string Computed = """{"evaluationMode":"Expression","strategyType":null,"expression":{"type":"JavaScript","value":"'Include'"}}""";
    private const string Written = """{"evaluationMode":"Expression","strategyType":null,"expression":{"type":"Literal","value":"Exclude"}}""";

    [Theory]
    [InlineData("{}", "{}", true, true)]
    [InlineData("{}", $$$$$"""{"logPersistenceConfig":{"default":{{{{{Exclude}}}}}}}""", false, false)]
    [InlineData("{}", """{"logPersistenceMode":{"default":"Exclude"}}""", false, false)]
    [InlineData($$$$$"""{"logPersistenceConfig":{"default":{{{{{Include}}}}}}}""", $$$$$"""{"logPersistenceConfig":{"default":{{{{{Exclude}}}}}}}""", true, true)]
    [InlineData($$$$$"""{"logPersistenceConfig":{"default":{{{{{Inherit}}}}}}}""", $$$$$"""{"logPersistenceConfig":{"default":{{{{{Exclude}}}}}}}""", false, false)]
    [InlineData($$$$$"""{"logPersistenceConfig":{"default":{{{{{Exclude}}}}}}}""", "{}", false, false)]
    [InlineData($$$$$"""{"logPersistenceConfig":{"inputs":{"script":{{{{{Exclude}}}}}},"outputs":{"result":{{{{{Inherit}}}}}}}}""", "{}", false, true)]
    [InlineData($$$$$"""{"logPersistenceConfig":{"default":{{{{{Exclude}}}}},"inputs":{"script":{{{{{Include}}}}}}}}""", "{}", true, false)]
    [InlineData($$$$$"""{"logPersistenceConfig":{"outputs":{"result":{{{{{Exclude}}}}}}},"logPersistenceMode":{"default":"Inherit","inputs":{},"outputs":{}}}""", "{}", true, false)]
    [InlineData("""{"logPersistenceMode":{"default":"Inherit","inputs":{"script":"Exclude"},"outputs":{}}}""", "{}", false, true)]
    [InlineData($$$$$"""{"logPersistenceConfig":{"inputs":{"script":{{{{{Computed}}}}}},"outputs":{"result":{{{{{Written}}}}}}}}""", "{}", false, false)]
    public async Task Values_are_shown_as_the_input_the_activity_or_the_workflow_says(string activity, string workflow, bool showsInput, bool showsOutput)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        await PublishAsync(server, activity, workflow);
        InstanceId id = await server.Workbench.Host.RunAsync("logged", new Dictionary<string, JsonElement>(), null, null, CancellationToken.None);
        Assert.Equal(InstanceSubStatus.Finished, (await server.Workbench.Store.FindAsync(id, default))!.SubStatus);

        JsonNode record = Assert.Single((await elsa.GetAsync($"activity-executions/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:root:run"))["items"]!.AsArray())!;

        Assert.Equal(showsInput ? """{"Script":"6 * 7"}""" : "{}", record["activityState"]!.ToJsonString());
        Assert.Equal(showsOutput ? """{"Result":42}""" : "{}", record["outputs"]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(record, await elsa.GetAsync($"activity-executions/by-id?id={record["id"]}")));
        // The next activity got the value all the same.
        IReadOnlyList<JournalEntry> journal = await server.Workbench.Client.ReadJournalAsync(id, 0, 1000, CancellationToken.None);
        Assert.Equal("42", journal.OfType<ActivityStarted>().Last().Inputs!["Text"].ToString());
    }

    [Fact]
    public async Task What_a_container_remembers_is_hidden_when_its_internal_state_is()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string Each(string custom) => $$$"""{"type":"Elsa.ForEach","version":1,"id":"root","customProperties":{{{custom}}},"items":{"typeName":"Object","expression":{"type":"Object","value":"[\"remembered\"]"}},"body":{{{Drawn.Event("wait", "Go")}}}}""";
        string open = await server.RunAsync(Each("{}"), "open");
        string hidden = await server.RunAsync(Each($$$"""{"logPersistenceConfig":{"internalState":{{{Exclude}}}}}"""), "hidden");

        Assert.NotEmpty(await PropertiesAsync(open));
        Assert.Empty(await PropertiesAsync(hidden));

        async Task<JsonObject> PropertiesAsync(string id)
            => (await elsa.GetAsync($"workflow-instances/{id}"))["workflowState"]!["activityExecutionContexts"]!.AsArray().Single(one => (string)one!["scheduledActivityNodeId"]! == "Workflow1:root")!["properties"]!.AsObject();
    }

    [Fact]
    public async Task Studio_is_offered_the_strategies_that_are_obeyed()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonArray offered = (await new ElsaClient(server.Client).GetAsync("descriptors/log-persistence-strategies"))["items"]!.AsArray();
        Assert.Equal(["Include", "Exclude", "Inherit"], offered.Select(one => (string)one!["displayName"]!));
    }

    private static Task PublishAsync(RunningServer server, string activity, string workflow)
    {
        string root = Drawn.Sequence(
            "root",
            $$$"""{"type":"Elsa.RunJavaScript","version":1,"id":"run","name":"RUN","customProperties":{{{activity}}},"script":{{{Drawn.Literal("6 * 7")}}}}""",
            Drawn.Line("tell", "getOutputFrom('run', 'Result')"));
        string definition = $$$"""{"id":"logged-v1","definitionId":"logged","name":"logged","version":1,"customProperties":{{{workflow}}},"root":{{{root}}}}""";
        return server.Workbench.Catalog.PublishAsync(definition, "test", CancellationToken.None);
    }
}
