using System.Net;
using System.Text.Json.Nodes;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Tests.Elsa.Instances;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Tests;

public sealed class TestingActivities
{
    [Fact]
    public async Task An_activity_runs_by_itself_with_the_variables_of_its_workflow()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PublishAsync("tested", Drawn.Sequence("root", Drawn.Line("before", "'never'"), Drawn.Line("line", "'total ' + getTotal()"), Drawn.Event("wait", "Go")));
        var elsa = new ElsaClient(server.Client);

        JsonObject answer = await elsa.PostAsync("tests/activities", Body("tested-v1", "Workflow1:root:line"));

        Assert.Equal("Completed", (string)answer["status"]!);
        Assert.Equal("""{"Text":"total 5"}""", answer["activityState"]!.ToJsonString());
        Assert.Equal("""{"Outcomes":["Done"]}""", answer["payload"]!.ToJsonString());
        Assert.Null(answer["exception"]);
        Assert.Empty((await elsa.PostAsync("workflow-instances", new JsonObject()))["items"]!.AsArray());
    }

    [Fact]
    public async Task Values_that_variables_have_for_tests_alone_take_the_place_of_their_own()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        JsonObject saved = (await elsa.PostAsync("workflow-definitions", ElsaClient.Save(new JsonObject
        {
            ["name"] = "with test values",
            ["variables"] = JsonNode.Parse("""[{"id":"v1","name":"Total","typeName":"Int32","value":"5"}]"""),
            ["customProperties"] = JsonNode.Parse("""{"VariableTestValues":{"v1":"77"}}"""),
            ["root"] = JsonNode.Parse(Drawn.Sequence("root", Drawn.Line("line", "'total ' + getTotal()"))),
        })))["workflowDefinition"]!.AsObject();

        JsonObject answer = await elsa.PostAsync("tests/activities", Body((string)saved["id"]!, "Workflow1:root:line"));

        Assert.Equal("""{"Text":"total 77"}""", answer["activityState"]!.ToJsonString());
    }

    [Fact]
    public async Task A_container_runs_with_what_is_inside_of_it_and_gives_its_outcome()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PublishAsync("tested", Drawn.Loop());

        JsonObject answer = await new ElsaClient(server.Client).PostAsync("tests/activities", Body("tested-v1", "Workflow1:root:each"));

        Assert.Equal("Completed", (string)answer["status"]!);
    }

    [Fact]
    public async Task A_run_that_a_test_begins_is_not_among_the_runs()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        JsonObject loop = await elsa.GetAsync("workflow-definitions/by-definition-id/refine-loop?versionOptions=Latest");
        string nodeId = loop["root"]!["activities"]!.AsArray().Where(one => ((string)one!["type"]!).EndsWith("StartRun", StringComparison.Ordinal)).Select(one => (string)one!["nodeId"]!).Single();

        JsonObject answer = await elsa.PostAsync("tests/activities", Body((string)loop["id"]!, nodeId));

        Assert.Contains((string)answer["status"]!, new[] { "Completed", "Faulted" });
        Assert.Empty((await elsa.PostAsync("workflow-instances", new JsonObject()))["items"]!.AsArray());
        Assert.False(Directory.Exists(server.Workbench.Settings.RunsFolder) && Directory.EnumerateFileSystemEntries(server.Workbench.Settings.RunsFolder).Any());
        Assert.Empty(await server.Workbench.Runs.ListAsync(100, CancellationToken.None));
    }

    [Fact]
    public async Task What_fails_is_told_with_its_reason()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PublishAsync("tested", Drawn.Faulty());

        JsonObject answer = await new ElsaClient(server.Client).PostAsync("tests/activities", Body("tested-v1", "Workflow1:root:bad"));

        Assert.Equal("Faulted", (string)answer["status"]!);
        Assert.Contains("It broke.", (string)answer["exception"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_is_told_to_be_running_and_nothing_goes_on_waiting()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PublishAsync("tested", Drawn.Waiting());
        var elsa = new ElsaClient(server.Client);

        JsonObject answer = await elsa.PostAsync("tests/activities", Body("tested-v1", "Workflow1:root:wait"));

        Assert.Equal("Running", (string)answer["status"]!);
        Assert.Empty((await elsa.PostAsync("workflow-instances", new JsonObject()))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("nobody-v1", "Workflow1:root:bad", HttpStatusCode.NotFound)]
    [InlineData("tested-v1", "Workflow1:root:nobody", HttpStatusCode.NotFound)]
    [InlineData("", "Workflow1:root:bad", HttpStatusCode.BadRequest)]
    [InlineData("tested-v1", "", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_or_not_named_is_refused(string version, string node, HttpStatusCode expected)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.PublishAsync("tested", Drawn.Faulty());

        (HttpStatusCode status, _) = await new ElsaClient(server.Client).SendAsync(HttpMethod.Post, "tests/activities", Body(version, node));

        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task Whoever_may_not_run_workflows_may_not_test_their_activities()
    {
        await using RunningServer server = await RunningServer.StartAsync(requiresKey: true);
        await server.PublishAsync("tested", Drawn.Faulty());
        foreach ((AccessScope scope, HttpStatusCode expected) in new[] { (AccessScope.Read, HttpStatusCode.Forbidden), (AccessScope.Run, HttpStatusCode.OK) })
        {
            using HttpClient client = await server.NewClientAsync(scope);
            (HttpStatusCode status, _) = await new ElsaClient(client).SendAsync(HttpMethod.Post, "tests/activities", Body("tested-v1", "Workflow1:root:bad"));
            Assert.Equal(expected, status);
        }
    }

    private static JsonObject Body(string version, string node) => new()
    {
        ["workflowDefinitionHandle"] = new JsonObject { ["definitionId"] = null, ["definitionVersionId"] = version, ["versionOptions"] = null },
        ["activityHandle"] = new JsonObject { ["activityId"] = null, ["activityNodeId"] = node, ["activityInstanceId"] = null, ["activityHash"] = null },
    };
}
