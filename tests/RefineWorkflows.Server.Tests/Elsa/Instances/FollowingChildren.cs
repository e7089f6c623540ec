using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Elsa.Instances;

/// <summary>Instances that other instances start, as Studio shows them.</summary>
public sealed class FollowingChildren
{
    [Fact]
    public async Task A_call_stack_goes_on_into_the_instances_that_started_this_one()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        await server.PublishAsync("child", Drawn.Sequence("inner", Drawn.Line("said", "'hello'")));
        await server.PublishAsync("middle", Drawn.Sequence("between", Call("Elsa.DispatchWorkflow", "pass", "child")));
        string top = await server.RunAsync(Drawn.Sequence("root", Call("Elsa.ExecuteWorkflow", "call", "middle")), "top");
        InstanceHeader child = await server.OnlyAsync("child");
        await server.FinishedAsync(child.Id.Value);
        string said = (string)(await elsa.GetAsync($"activity-executions/list?WorkflowInstanceId={child.Id}&ActivityNodeId=Workflow1:inner:said"))["items"]![0]!["id"]!;

        JsonObject stack = await elsa.GetAsync($"activity-executions/{said}/call-stack?includeCrossWorkflowChain=True");

        Assert.Equal((said, 9), ((string)stack["activityExecutionId"]!, (int)stack["totalCount"]!));
        Assert.Equal(["Workflow1", "root", "call", "Workflow1", "between", "pass", "Workflow1", "inner", "said"], stack["items"]!.AsArray().Select(one => (string)one!["activityId"]!));
        Assert.Equal(Enumerable.Range(0, 9), stack["items"]!.AsArray().Select(one => (int)one!["callStackDepth"]!));
        Assert.Equal(top, (string)stack["items"]![0]!["workflowInstanceId"]!);
        JsonNode workflow = stack["items"]![6]!;
        Assert.Equal(("pass", (string)stack["items"]![5]!["id"]!, child.Parent!.Value.Value), ((string)workflow["schedulingActivityId"]!, (string)workflow["schedulingActivityExecutionId"]!, (string)workflow["schedulingWorkflowInstanceId"]!));
        JsonObject own = await elsa.GetAsync($"activity-executions/{said}/call-stack?includeCrossWorkflowChain=False");
        Assert.Equal(["Workflow1", "inner", "said"], own["items"]!.AsArray().Select(one => (string)one!["activityId"]!));
    }

    [Fact]
    public async Task A_call_stack_ends_where_the_parent_is_not_stored_any_more()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        await server.PublishAsync("child", Drawn.Line("said", "'hello'"));
        string parent = await server.RunAsync(Drawn.Sequence("root", Call("Elsa.DispatchWorkflow", "call", "child")), "parent");
        InstanceHeader child = await server.OnlyAsync("child");
        await server.FinishedAsync(child.Id.Value);
        Assert.True(await server.Workbench.Store.DeleteAsync(new InstanceId(parent), CancellationToken.None));

        JsonObject stack = await elsa.GetAsync($"activity-executions/{child.Id}-2/call-stack");

        Assert.Equal(["Workflow1", "said"], stack["items"]!.AsArray().Select(one => (string)one!["activityId"]!));
    }

    [Fact]
    public async Task A_dispatched_child_that_was_refused_stands_in_the_journal_of_its_parent()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var elsa = new ElsaClient(server.Client);
        string root = Drawn.Sequence("inner", Drawn.Event("wait", "Go"));
        await server.Workbench.Catalog.PublishAsync(
            $$$"""{"id":"single-v1","definitionId":"single","name":"single","version":1,"options":{"activationStrategyType":"Elsa.Workflows.WorkflowActivationValidators.SingletonStrategy, Elsa.Workflows.Core"},"root":{{{root}}}}""", "test", CancellationToken.None);
        await server.Workbench.Host.RunAsync("single", new Dictionary<string, JsonElement>(), null, null, CancellationToken.None);
        string parent = await server.RunAsync(Drawn.Sequence("root", Call("Elsa.DispatchWorkflow", "call", "single"), Drawn.Line("after", "'after'")), "parent");

        JsonNode? line = null;
        await server.Workbench.UntilAsync(async () =>
            (line = (await elsa.GetAsync($"workflow-instances/{parent}/journal"))["items"]!.AsArray().FirstOrDefault(one => (string)one!["eventName"]! == "Error")) is not null);

        Assert.Equal(("call", "Workflow1:root:call", "single"), ((string)line!["activityId"]!, (string)line["nodeId"]!, (string)line["payload"]!["WorkflowDefinitionId"]!));
        Assert.Contains("gives way to an instance that runs", (string)line["message"]!, StringComparison.Ordinal);
        InstanceHeader header = (await server.Workbench.Store.FindAsync(new InstanceId(parent), default))!;
        Assert.Equal(InstanceSubStatus.Finished, header.SubStatus);

        // It is carried to another server with the rest.
        await using RunningServer other = await RunningServer.StartAsync();
        StoredDefinition version = (await server.Workbench.Store.FindVersionAsync(header.DefinitionVersionId, CancellationToken.None))!;
        await other.Workbench.Catalog.PublishAsync(version.Json, "carried", CancellationToken.None);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(await server.Client.GetByteArrayAsync($"/elsa/api/workflow-instances/{parent}/export")), "files", "instance.json" } };
        using HttpResponseMessage imported = await other.Client.PostAsync("/elsa/api/bulk-actions/import/workflow-instances", form);
        Assert.Equal("""{"imported":1,"count":1}""", await imported.Content.ReadAsStringAsync());
    }

    private static string Call(string type, string id, string definition)
        => $$$"""{"type":"{{{type}}}","version":1,"id":"{{{id}}}","name":"{{{id.ToUpperInvariant()}}}","workflowDefinitionId":{{{Drawn.Literal(definition)}}}}""";
}
