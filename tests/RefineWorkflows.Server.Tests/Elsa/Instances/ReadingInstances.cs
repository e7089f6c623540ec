using System.Net;
using System.Text.Json.Nodes;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Instances;

public sealed class ReadingInstances
{
    [Fact]
    public async Task An_instance_comes_with_its_state()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Loop());

        JsonObject instance = await new ElsaClient(server.Client).GetAsync($"workflow-instances/{id}");

        Assert.Equal((id, "Finished", "Finished", false), ((string)instance["id"]!, (string)instance["status"]!, (string)instance["subStatus"]!, (bool)instance["isExecuting"]!));
        Assert.True(instance.ContainsKey("parentWorkflowInstanceId"));
        JsonNode state = instance["workflowState"]!;
        Assert.Equal((id, "drawn", "drawn-v1", 1), ((string)state["id"]!, (string)state["definitionId"]!, (string)state["definitionVersionId"]!, (int)state["definitionVersion"]!));
        Assert.Equal("""{"In1":"abc"}""", state["input"]!.ToJsonString());
        Assert.Equal("""{"Answer":"done"}""", state["output"]!.ToJsonString());
        foreach (string list in new[] { "bookmarks", "incidents", "completionCallbacks", "activityExecutionContexts", "scheduledActivities" })
            Assert.Empty(state[list]!.AsArray());
        Assert.Equal((string)instance["finishedAt"]!, (string)state["finishedAt"]!);
    }

    [Fact]
    public async Task A_waiting_instance_shows_where_it_waits()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Waiting());

        JsonNode state = (await new ElsaClient(server.Client).GetAsync($"workflow-instances/{id}"))["workflowState"]!;

        JsonNode bookmark = Assert.Single(state["bookmarks"]!.AsArray())!;
        Assert.Equal(("Elsa.Event", "wait", "Workflow1:root:wait"), ((string)bookmark["name"]!, (string)bookmark["activityId"]!, (string)bookmark["activityNodeId"]!));
        JsonArray contexts = state["activityExecutionContexts"]!.AsArray();
        Assert.Equal(["Workflow1", "Workflow1:root", "Workflow1:root:wait"], contexts.Select(one => (string)one!["scheduledActivityNodeId"]!));
        Assert.Equal((string)contexts[1]!["id"]!, (string)contexts[2]!["parentContextId"]!);
        Assert.Equal((string)bookmark["activityInstanceId"]!, (string)contexts[2]!["id"]!);
        Assert.All(contexts, one => Assert.Equal("Running", (string)one!["status"]!));
    }

    [Fact]
    public async Task An_incident_stays_with_the_finished_instance()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Faulty());

        JsonNode incident = Assert.Single((await new ElsaClient(server.Client).GetAsync($"workflow-instances/{id}"))["workflowState"]!["incidents"]!.AsArray())!;

        Assert.Equal(("bad", "Workflow1:root:bad", "Elsa.Fault"), ((string)incident["activityId"]!, (string)incident["activityNodeId"]!, (string)incident["activityType"]!));
        Assert.Contains("It broke.", (string)incident["message"]!, StringComparison.Ordinal);
        Assert.NotEmpty((string)incident["exception"]!["type"]!);
        Assert.NotNull(incident["timestamp"]);
    }

    [Fact]
    public async Task Variables_keep_their_last_values_when_the_instance_is_over()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string id = await server.RunAsync(Drawn.Loop());

        JsonObject variables = await new ElsaClient(server.Client).GetAsync($"workflow-instances/{id}/variables");

        JsonNode total = variables["items"]!.AsArray().Single(one => (string)one!["id"]! == "v1")!;
        Assert.Equal("""{"id":"v1","name":"Total","value":42}""", total.ToJsonString());
        Assert.Equal("as drawn", (string)variables["items"]!.AsArray().Single(one => (string)one!["id"]! == "v2")!["value"]!);
        Assert.Equal(variables["items"]!.AsArray().Count, (int)variables["count"]!);
    }

    [Fact]
    public async Task The_execution_state_moves_with_every_change()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string id = await server.RunAsync(Drawn.Waiting());
        JsonObject before = await elsa.GetAsync($"workflow-instances/{id}/execution-state");
        Assert.Equal(("Running", "Suspended", "Suspended"), ((string)before["status"]!, (string)before["subStatus"]!, (string)before["workflowSubStatus"]!));

        await server.Workbench.Client.PublishEventAsync("Go", default, null, "k", CancellationToken.None);
        await server.FinishedAsync(id);

        JsonObject after = await elsa.GetAsync($"workflow-instances/{id}/execution-state");
        Assert.True((DateTimeOffset)after["updatedAt"]! > (DateTimeOffset)before["updatedAt"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/journal")]
    [InlineData("/variables")]
    [InlineData("/execution-state")]
    public async Task An_unknown_instance_is_not_found(string what)
    {
        await using RunningServer server = await RunningServer.StartAsync();

        Assert.Equal((HttpStatusCode.NotFound, null), await new ElsaClient(server.Client).SendAsync(HttpMethod.Get, $"workflow-instances/nobody{what}"));
    }

    [Fact]
    public async Task The_journal_of_an_unknown_instance_is_not_found()
    {
        await using RunningServer server = await RunningServer.StartAsync();

        Assert.Equal((HttpStatusCode.NotFound, null), await new ElsaClient(server.Client).SendAsync(HttpMethod.Post, "workflow-instances/nobody/journal?skip=0&take=110", new JsonObject { ["filter"] = null }));
    }
}
