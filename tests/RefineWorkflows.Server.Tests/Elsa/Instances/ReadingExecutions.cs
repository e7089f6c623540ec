using System.Net;
using System.Text.Json.Nodes;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Instances;

public sealed class ReadingExecutions
{
    [Fact]
    public async Task A_badge_counts_the_visits_of_its_node()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string id = await server.RunAsync(Drawn.Loop());

        JsonArray stats = await ReportAsync(elsa, id, "Workflow1", "Workflow1:root", "Workflow1:root:each:inner", "Workflow1:root:never", "Workflow1:root:each:inner");

        Assert.Equal(["Workflow1", "Workflow1:root", "Workflow1:root:each:inner"], stats.Select(one => (string)one!["activityNodeId"]!));
        Assert.Equal(
            """{"activityId":"inner","activityNodeId":"Workflow1:root:each:inner","startedCount":3,"completedCount":3,"uncompletedCount":0,"isBlocked":false,"isFaulted":false,"aggregateFaultCount":0,"metadata":{}}""",
            stats[2]!.ToJsonString());
    }

    [Fact]
    public async Task A_badge_tells_what_is_blocked_and_what_has_faulted()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);

        JsonNode blocked = Assert.Single(await ReportAsync(elsa, await server.RunAsync(Drawn.Waiting(), "waiting"), "Workflow1:root:wait"))!;
        Assert.Equal((true, false, 1, 0, 1), ((bool)blocked["isBlocked"]!, (bool)blocked["isFaulted"]!, (int)blocked["startedCount"]!, (int)blocked["completedCount"]!, (int)blocked["uncompletedCount"]!));

        JsonArray faulted = await ReportAsync(elsa, await server.RunAsync(Drawn.Faulty(), "faulty"), "Workflow1:root", "Workflow1:root:bad");
        Assert.Equal((false, 1), ((bool)faulted[0]!["isFaulted"]!, (int)faulted[0]!["aggregateFaultCount"]!));
        Assert.Equal((true, false), ((bool)faulted[1]!["isFaulted"]!, (bool)faulted[1]!["isBlocked"]!));
    }

    [Fact]
    public async Task A_record_has_inputs_outcomes_and_times_under_elsas_names()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string id = await server.RunAsync(Drawn.Loop());

        JsonNode listed = Assert.Single((await elsa.GetAsync($"activity-executions/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:root:first"))["items"]!.AsArray())!;
        JsonObject record = await elsa.GetAsync($"activity-executions/by-id?id={listed["id"]}");

        Assert.True(JsonNode.DeepEquals(listed, record));
        Assert.Equal("""{"Text":"hello"}""", record["activityState"]!.ToJsonString());
        Assert.Equal("""{"Outcomes":["Done"]}""", record["payload"]!.ToJsonString());
        Assert.Equal(("Completed", "Elsa.WriteLine", "FIRST", "first", id), ((string)record["status"]!, (string)record["activityType"]!, (string)record["activityName"]!, (string)record["activityId"]!, (string)record["workflowInstanceId"]!));
        Assert.True((DateTimeOffset)record["completedAt"]! >= (DateTimeOffset)record["startedAt"]!);
        Assert.Equal(
            "activityId activityName activityNodeId activityState activityType activityTypeVersion aggregateFaultCount callStackDepth completedAt exception hasBookmarks id metadata outputs payload properties "
            + "schedulingActivityExecutionId schedulingActivityId schedulingWorkflowInstanceId startedAt status workflowInstanceId",
            string.Join(' ', record.Select(one => one.Key).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_workflow_and_its_root_have_records_too_and_every_record_is_one_that_studio_can_leave_alone()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string id = await server.RunAsync(Drawn.Loop());

        foreach (string node in new[] { "Workflow1", "Workflow1:root", "Workflow1:root:set" })
        {
            JsonNode record = Assert.Single((await elsa.GetAsync($"activity-executions/list?WorkflowInstanceId={id}&ActivityNodeId={node}"))["items"]!.AsArray())!;
            Assert.Equal("Completed", (string)record["status"]!);
            Assert.NotNull(record["activityState"]);
            Assert.NotNull(record["completedAt"]);
        }
    }

    [Fact]
    public async Task Visits_to_one_node_are_summed_up_oldest_first()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string id = await server.RunAsync(Drawn.Loop());

        JsonObject list = await elsa.GetAsync($"activity-execution-summaries/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:root:each:inner");

        Assert.Equal(3, (int)list["count"]!);
        DateTimeOffset[] started = [.. list["items"]!.AsArray().Select(one => (DateTimeOffset)one!["startedAt"]!)];
        Assert.Equal(started.Order(), started);
        Assert.Equal(3, list["items"]!.AsArray().Select(one => (string)one!["id"]!).Distinct().Count());
        Assert.All(list["items"]!.AsArray(), one => Assert.False(one!.AsObject().ContainsKey("activityState")));
        Assert.Equal(3, (int)(await elsa.GetAsync($"activity-executions/count?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:root:each:inner"))["count"]!);
    }

    [Fact]
    public async Task A_faulted_visit_says_what_went_wrong()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string id = await server.RunAsync(Drawn.Faulty());

        JsonNode record = Assert.Single((await elsa.GetAsync($"activity-executions/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:root:bad"))["items"]!.AsArray())!;

        Assert.Equal("Faulted", (string)record["status"]!);
        Assert.Contains("It broke.", (string)record["exception"]!["message"]!, StringComparison.Ordinal);
        Assert.Equal(["type", "message", "stackTrace", "innerException"], record["exception"]!.AsObject().Select(one => one.Key));
    }

    [Fact]
    public async Task The_call_stack_leads_from_the_workflow_to_the_visit()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string id = await server.RunAsync(Drawn.Loop());
        JsonArray visits = (await elsa.GetAsync($"activity-execution-summaries/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:root:each:inner"))["items"]!.AsArray();
        string last = (string)visits[2]!["id"]!;

        JsonObject stack = await elsa.GetAsync($"activity-executions/{Uri.EscapeDataString(last)}/call-stack?includeCrossWorkflowChain=True");

        Assert.Equal((last, 4), ((string)stack["activityExecutionId"]!, (int)stack["totalCount"]!));
        Assert.Equal(["Workflow1", "root", "each", "inner"], stack["items"]!.AsArray().Select(one => (string)one!["activityId"]!));
        Assert.Equal([0, 1, 2, 3], stack["items"]!.AsArray().Select(one => (int)one!["callStackDepth"]!));
        JsonObject page = await elsa.GetAsync($"activity-executions/{last}/call-stack?skip=1&take=2");
        Assert.Equal(["root", "each"], page["items"]!.AsArray().Select(one => (string)one!["activityId"]!));
    }

    [Fact]
    public async Task A_large_value_is_cut_in_lists_and_whole_in_its_own_record()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string id = await server.RunAsync(Drawn.Sequence("root", Drawn.Line("first", "'x'.repeat(100000)")));

        JsonNode listed = Assert.Single((await elsa.GetAsync($"activity-executions/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:root:first"))["items"]!.AsArray())!;
        JsonObject whole = await elsa.GetAsync($"activity-executions/by-id?id={listed["id"]}");

        Assert.EndsWith("… (100000 characters in all)", (string)listed["activityState"]!["Text"]!, StringComparison.Ordinal);
        Assert.Equal(100000, ((string)whole["activityState"]!["Text"]!).Length);
    }

    [Theory]
    [InlineData("activity-executions/by-id?id=nobody-1")]
    [InlineData("activity-executions/by-id?id=nonsense")]
    [InlineData("activity-executions/by-id?id=-1")]
    [InlineData("activity-executions/by-id")]
    [InlineData("activity-executions/nobody-99999999999999999999/call-stack")]
    public async Task What_is_unknown_is_not_found(string path)
    {
        await using RunningServer server = await RunningServer.StartAsync();

        (HttpStatusCode status, JsonNode? body) = await new ElsaClient(server.Client).SendAsync(HttpMethod.Get, path);

        Assert.Equal((HttpStatusCode.NotFound, null), (status, body));
    }

    private static async Task<JsonArray> ReportAsync(ElsaClient elsa, string instance, params string[] nodes)
        => (await elsa.PostAsync("activity-executions/report", new JsonObject { ["workflowInstanceId"] = instance, ["activityNodeIds"] = new JsonArray([.. nodes.Select(one => (JsonNode)one)]) }))["stats"]!.AsArray();
}
