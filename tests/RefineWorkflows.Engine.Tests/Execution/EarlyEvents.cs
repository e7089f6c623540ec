using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Execution;

/// <summary>An event for which nobody waits yet is kept for those who were on the way to it, and for no others.</summary>
public sealed class EarlyEvents
{
    private readonly ManualTime time = new();
    private int sent;

    [Fact]
    public async Task An_event_from_before_a_state_was_entered_does_not_lead_on_from_it()
    {
        await using TestEngine engine = await TestEngine.OpenAsync(time: time);
        InstanceId id = await engine.RunAsync(Draw.Workflow(Review()));
        Assert.True((await SendAsync(engine, id, "approve")).Kept);
        await SendAsync(engine, id, "submit");
        Assert.Equal(["approving"], await WaitingAsync(engine, id));
        Assert.Equal(InstanceSubStatus.Suspended, (await engine.StatusAsync(id)).SubStatus);

        await SendAsync(engine, id, "approve");
        Assert.Equal(InstanceSubStatus.Finished, (await engine.StatusAsync(id)).SubStatus);
    }

    [Fact]
    public async Task An_event_that_comes_while_the_machine_is_on_its_way_into_the_state_leads_on()
    {
        var server = new PaintActivity.Server();
        await using TestEngine engine = await TestEngine.OpenAsync(more: registry => registry.Add(() => new PaintActivity(server)), time: time);
        server.WorkAsync = async _ =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await engine.Client.PublishEventAsync("approve", default, null, "while", CancellationToken.None);
        };
        InstanceId id = await engine.RunAsync(Draw.Workflow(Review(Draw.Activity("Test.Paint", "paint", ("round", Draw.Literal(1))))));
        await SendAsync(engine, id, "submit");
        await engine.ContinueAsync(id);
        Assert.Equal(InstanceSubStatus.Finished, (await engine.StatusAsync(id)).SubStatus);
    }

    [Fact]
    public async Task An_event_from_before_an_instance_began_is_heard_by_its_first_wait()
    {
        await using TestEngine engine = await TestEngine.OpenAsync(time: time);
        await engine.Client.PublishEventAsync("go", default, null, "first", CancellationToken.None);
        time.Advance(TimeSpan.FromMinutes(9));
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Event("wait", "go")));
        await engine.ContinueAsync(id);
        Assert.Equal(InstanceSubStatus.Finished, (await engine.StatusAsync(id)).SubStatus);
    }

    [Fact]
    public async Task A_loop_hears_each_event_once_in_order_also_those_that_came_while_it_was_busy()
    {
        var server = new PaintActivity.Server();
        await using TestEngine engine = await TestEngine.OpenAsync(more: registry => registry.Add(() => new PaintActivity(server)), time: time);
        server.WorkAsync = async context =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            if (context.Execution.Value < 8)
                await engine.Client.PublishEventAsync("go", JsonSerializer.SerializeToElement("busy"), null, "busy", CancellationToken.None);
        };
        JsonObject wait = Draw.Event("wait", "go");
        wait["result"] = Draw.Into("heard");
        InstanceId id = await engine.RunAsync(Draw.Workflow(
            Draw.Activity("Elsa.For", "for", ("start", Draw.Literal(1)), ("end", Draw.Literal(3)), ("body", Draw.Sequence("body", wait, Draw.Activity("Test.Paint", "paint", ("round", Draw.Literal(1))), Draw.Activity("Elsa.WriteLine", "tell", ("text", Draw.Read("heard")))))),
            variables: [Draw.Variable("heard")]));
        await SendAsync(engine, id, "go", "one");
        await engine.ContinueAsync(id);
        Assert.Equal(["one", "busy"], engine.Lines());
        Assert.Equal(["wait"], await WaitingAsync(engine, id));
        await SendAsync(engine, id, "go", "two");
        Assert.Equal(["one", "busy", "two"], engine.Lines());
    }

    [Fact]
    public async Task An_event_that_started_an_instance_is_not_heard_by_it_a_second_time()
    {
        await using TestEngine engine = await TestEngine.OpenAsync(time: time);
        JsonObject start = Draw.Event("start", "order");
        start["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        await engine.PublishAsync(Draw.Workflow(Draw.Sequence("main", start, Draw.Line("begun"), Draw.Event("again", "order"), Draw.Line("more"))));
        Assert.False((await engine.Client.PublishEventAsync("order", default, null, "k1", CancellationToken.None)).Kept);
        InstanceHeader begun = Assert.Single(await engine.Store.ListAsync(new InstanceQuery { DefinitionId = "test" }, CancellationToken.None));
        await engine.ContinueAsync(begun.Id);
        await engine.ContinueAsync(begun.Id);
        Assert.Equal(["begun"], engine.Lines());
    }

    [Fact]
    public async Task An_event_published_by_a_workflow_is_not_heard_again_by_the_one_that_it_starts()
    {
        await using TestEngine engine = await TestEngine.OpenAsync(time: time);
        JsonObject start = Draw.Event("start", "order");
        start["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        await engine.PublishAsync(Draw.Workflow(Draw.Sequence("main", start, Draw.Line("begun"), Draw.Event("again", "order"), Draw.Line("more")), id: "heard"));
        await engine.RunAsync(Draw.Workflow(Draw.Activity("Elsa.PublishEvent", "publish", ("eventName", Draw.Literal("order"))), id: "publisher"));
        InstanceHeader begun = Assert.Single(await engine.Store.ListAsync(new InstanceQuery { DefinitionId = "heard" }, CancellationToken.None));
        await engine.ContinueAsync(begun.Id);
        await engine.ContinueAsync(begun.Id);
        Assert.Equal(["begun"], engine.Lines());
    }

    [Fact]
    public async Task An_event_that_a_strategy_kept_from_starting_another_instance_is_heard_by_the_one_that_runs()
    {
        var server = new PaintActivity.Server();
        await using TestEngine engine = await TestEngine.OpenAsync(more: registry => registry.Add(() => new PaintActivity(server)), time: time);
        server.WorkAsync = async _ =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await engine.Client.PublishEventAsync("order", default, null, "k2", CancellationToken.None);
        };
        JsonObject start = Draw.Event("start", "order");
        start["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        await engine.PublishAsync(Draw.Workflow(
            Draw.Sequence("main", start, Draw.Activity("Test.Paint", "paint", ("round", Draw.Literal(1))), Draw.Event("again", "order"), Draw.Line("more")),
            options: new JsonObject { ["activationStrategyType"] = "SingletonStrategy" }));
        await engine.Client.PublishEventAsync("order", default, null, "k1", CancellationToken.None);
        InstanceHeader begun = Assert.Single(await engine.Store.ListAsync(new InstanceQuery { DefinitionId = "test" }, CancellationToken.None));
        await engine.ContinueAsync(begun.Id);
        await engine.ContinueAsync(begun.Id);
        Assert.Equal(["more"], engine.Lines());
    }

    [Fact]
    public async Task A_child_hears_what_came_while_its_parent_was_on_the_way_to_start_it_and_nothing_older()
    {
        await using TestEngine engine = await TestEngine.OpenAsync(time: time);
        await engine.PublishAsync(Draw.Workflow(Draw.Sequence("inner", Draw.Event("reply", "reply"), Draw.Line("replied")), id: "child"));
        InstanceId parent = await engine.RunAsync(Draw.Workflow(Draw.Sequence("main", Draw.Event("wait", "go"), Draw.Activity("Elsa.DispatchWorkflow", "call", ("workflowDefinitionId", Draw.Literal("child")))), id: "parent"));
        await SendAsync(engine, parent, "reply");
        await SendAsync(engine, parent, "go");
        InstanceHeader child = Assert.Single(await engine.Store.ListAsync(new InstanceQuery { DefinitionId = "child" }, CancellationToken.None));
        await engine.ContinueAsync(child.Id);
        await engine.ContinueAsync(child.Id);
        Assert.Equal(["reply"], await WaitingAsync(engine, child.Id));
    }

    private static JsonObject Review(JsonObject? action = null) => Draw.Activity(
        "Elsa.StateMachine", "machine",
        ("initialState", "Draft"),
        ("states", new JsonArray([.. new[] { "Draft", "Review", "Approved" }.Select(name => new JsonObject { ["name"] = name })])),
        ("transitions", new JsonArray(
            new JsonObject { ["from"] = "Draft", ["to"] = "Review", ["trigger"] = Draw.Event("submitting", "submit"), ["action"] = action },
            new JsonObject { ["from"] = "Review", ["to"] = "Approved", ["trigger"] = Draw.Event("approving", "approve") })));

    private async Task<DeliveryReceipt> SendAsync(TestEngine engine, InstanceId id, string name, string payload = "")
    {
        time.Advance(TimeSpan.FromSeconds(1));
        DeliveryReceipt receipt = await engine.Client.PublishEventAsync(name, JsonSerializer.SerializeToElement(payload), null, $"{++sent}", CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(1));
        // The second time for what was kept and is delivered as the first one comes to rest.
        await engine.ContinueAsync(id);
        await engine.ContinueAsync(id);
        return receipt;
    }

    /// <summary>Ids of the activities that wait.</summary>
    private static async Task<string[]> WaitingAsync(TestEngine engine, InstanceId id)
    {
        InstanceState state = await engine.StateAsync(id);
        return [.. state.Bookmarks.Values.Select(one => state.Executions[one.Execution].Activity)];
    }
}
