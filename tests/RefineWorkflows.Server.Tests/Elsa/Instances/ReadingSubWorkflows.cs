using System.Text.Json.Nodes;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Instances;

/// <summary>What ran inside a workflow that is used as an activity: Studio opens it with the parent's instance and node ids.</summary>
public sealed class ReadingSubWorkflows
{
    [Fact]
    public async Task Inner_activities_are_known_by_their_drawn_ids_and_the_parents_node_ids()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string id = await RunAsync(server, elsa);

        JsonArray stats = (await elsa.PostAsync("activity-executions/report", JsonNode.Parse($$"""{"workflowInstanceId":"{{id}}","activityNodeIds":["Workflow1:root:use","Workflow1:root:use:s:w","Workflow1:root:again:s:w"]}""")))["stats"]!.AsArray();
        Assert.Equal(["use Workflow1:root:use", "w Workflow1:root:use:s:w", "w Workflow1:root:again:s:w"], stats.Select(one => $"{one!["activityId"]} {one["activityNodeId"]}"));

        JsonNode record = Assert.Single((await elsa.GetAsync($"activity-executions/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:root:use:s:w"))["items"]!.AsArray())!;
        Assert.Equal(("w", "s"), ((string)record["activityId"]!, (string)record["schedulingActivityId"]!));
        JsonArray lines = (await elsa.PostAsync($"workflow-instances/{id}/journal", JsonNode.Parse("""{"filter":{"activityNodeIds":["Workflow1:root:again:s:w"]}}""")))["items"]!.AsArray();
        Assert.Equal(["w Started", "w Completed"], lines.Select(one => $"{one!["activityId"]} {one["eventName"]}"));
        JsonArray either = (await elsa.PostAsync($"workflow-instances/{id}/journal", JsonNode.Parse("""{"filter":{"activityIds":["w"]}}""")))["items"]!.AsArray();
        JsonArray one = (await elsa.PostAsync($"workflow-instances/{id}/journal", JsonNode.Parse("""{"filter":{"activityIds":["again:w"]}}""")))["items"]!.AsArray();
        Assert.Equal((4, 2), (either.Count, one.Count));
        Assert.All(one, line => Assert.Equal("Workflow1:root:again:s:w", (string)line!["nodeId"]!));
    }

    [Fact]
    public async Task Its_variables_are_not_those_of_the_instance()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string id = await RunAsync(server, elsa);

        JsonArray variables = (await elsa.GetAsync($"workflow-instances/{id}/variables"))["items"]!.AsArray();

        Assert.Equal(["v1", "v2"], variables.Select(one => (string)one!["id"]!));
        Assert.Equal("5", variables[0]!["value"]!.ToString());
    }

    private static async Task<string> RunAsync(RunningServer server, ElsaClient elsa)
    {
        JsonObject child = await elsa.CreateAsync("my child", JsonNode.Parse(Drawn.Sequence(
            "s",
            Drawn.Line("w", "'inside'"),
            """{"type":"Elsa.SetVariable","version":1,"id":"set","variable":{"id":"v1","name":"Total","typeName":"Int32"},"value":{"typeName":"Int32","expression":{"type":"Literal","value":"99"}}}"""))!.AsObject());
        child["options"]!["usableAsActivity"] = true;
        child["variables"] = JsonNode.Parse("""[{"id":"v1","name":"Total","typeName":"Int32","value":"1"}]""");
        child = (await elsa.PostAsync("workflow-definitions", ElsaClient.Save(child, publish: true)))["workflowDefinition"]!.AsObject();
        string Use(string id) => $$"""{"type":"MyChild","id":"{{id}}","version":1,"workflowDefinitionId":"{{child["definitionId"]}}","workflowDefinitionVersionId":"{{child["id"]}}"}""";
        return await server.RunAsync(Drawn.Sequence("root", Use("use"), Use("again")), "parent");
    }
}
