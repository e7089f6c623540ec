using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Activities;

public sealed class ChildWorkflows
{
    private static readonly (InstanceStatus, InstanceSubStatus) Finished = (InstanceStatus.Finished, InstanceSubStatus.Finished);
    private static readonly (InstanceStatus, InstanceSubStatus) Faulted = (InstanceStatus.Finished, InstanceSubStatus.Faulted);
    private static readonly (InstanceStatus, InstanceSubStatus) Cancelled = (InstanceStatus.Finished, InstanceSubStatus.Cancelled);
    private static readonly (InstanceStatus, InstanceSubStatus) Suspended = (InstanceStatus.Running, InstanceSubStatus.Suspended);

    [Fact]
    public async Task Executing_a_workflow_waits_for_it_and_gets_its_outputs()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.PublishAsync(Doubling());
        InstanceId parent = await engine.RunAsync(Parent(Draw.Activity(
            "Elsa.ExecuteWorkflow", "call",
            ("workflowDefinitionId", Draw.Literal("child")), ("input", Object(new JsonObject { ["Number"] = 21 })), ("correlationId", Draw.Literal("c")), ("result", Draw.Into("answer")))));

        Assert.Equal(Suspended, await engine.StatusAsync(parent));
        InstanceHeader child = await OnlyChildAsync(engine);
        Assert.Equal((parent, "c"), (child.Parent!.Value, child.CorrelationId));
        await RunAllAsync(engine);

        Assert.Equal(Finished, await engine.StatusAsync(parent));
        JsonElement answer = JsonDocument.Parse(engine.Lines()[^1]).RootElement;
        Assert.Equal((child.Id.Value, "Finished", "Finished", 42), (answer.GetProperty("workflowInstanceId").GetString(), answer.GetProperty("status").GetString(), answer.GetProperty("subStatus").GetString(), answer.GetProperty("output").GetProperty("Double").GetInt32()));
    }

    [Fact]
    public async Task Inputs_from_a_table_are_evaluated_value_by_value()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.PublishAsync(Doubling());
        JsonObject dispatch = Dispatch("child", waits: false);
        dispatch["input"] = Object(new JsonObject
        {
            ["Number"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "variables.answer + 1" },
            ["Word"] = new JsonObject { ["type"] = "Literal", ["value"] = "w" },
        });
        await engine.RunAsync(Parent(Draw.Set("set", "answer", Draw.Literal(4)), dispatch));

        IDictionary<string, JsonElement> input = (await engine.StateAsync((await OnlyChildAsync(engine)).Id)).Input;
        Assert.Equal((5, "w"), (input["Number"].GetInt32(), input["Word"].GetString()));
    }

    [Fact]
    public async Task Dispatching_a_workflow_goes_on_at_once_unless_it_is_told_to_wait()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.PublishAsync(Doubling());
        InstanceId parent = await engine.RunAsync(Parent(Dispatch("child", waits: false)));

        Assert.Equal(Finished, await engine.StatusAsync(parent));
        InstanceHeader child = await OnlyChildAsync(engine);
        Assert.Equal(InstanceSubStatus.Pending, child.SubStatus);
        Assert.Equal(parent.Value, (await engine.StateAsync(child.Id)).Input["ParentInstanceId"].GetString());
    }

    [Fact]
    public async Task A_dispatched_workflow_that_is_waited_for_gives_its_outputs()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.PublishAsync(Doubling());
        JsonObject dispatch = Dispatch("child", waits: true);
        dispatch["input"] = Object(new JsonObject { ["Number"] = 4 });
        dispatch["result"] = Draw.Into("answer");
        InstanceId parent = await engine.RunAsync(Parent(dispatch));
        await RunAllAsync(engine);

        Assert.Equal(Finished, await engine.StatusAsync(parent));
        Assert.Equal("""{"Double":8}""", engine.Lines()[^1]);
    }

    [Fact]
    public async Task A_child_that_faults_faults_its_parent_and_retrying_the_parent_lets_both_go_on()
    {
        bool broken = true;
        await using TestEngine engine = await TestEngine.OpenAsync(more: registry => registry.Add(() => new FlakyActivity(() => broken)));
        await engine.PublishAsync(Draw.Workflow(Draw.Sequence("main", Draw.Line("once"), Draw.Activity("Test.Flaky", "flaky")), id: "child"));
        InstanceId parent = await engine.RunAsync(Parent(Draw.Activity("Elsa.ExecuteWorkflow", "call", ("workflowDefinitionId", Draw.Literal("child")))));
        await RunAllAsync(engine);

        InstanceHeader child = await OnlyChildAsync(engine);
        Assert.Equal(Faulted, await engine.StatusAsync(child.Id));
        Assert.Equal(Faulted, await engine.StatusAsync(parent));
        Incident incident = Assert.Single((await engine.StateAsync(parent)).Incidents.Values);
        Assert.Contains("not today", incident.Message, StringComparison.Ordinal);
        Assert.Contains(child.Id.Value, incident.Message, StringComparison.Ordinal);

        await engine.Client.RetryAsync(parent, null, null, CancellationToken.None);
        await RunAllAsync(engine);
        Assert.Equal(Faulted, await engine.StatusAsync(parent));

        broken = false;
        await engine.Client.RetryAsync(parent, null, null, CancellationToken.None);
        await RunAllAsync(engine);
        Assert.Equal(Finished, await engine.StatusAsync(parent));
        Assert.Equal(child.Id, (await OnlyChildAsync(engine)).Id);
        Assert.Single(engine.Lines(), "once");
    }

    [Fact]
    public async Task A_child_that_was_repaired_by_itself_is_found_done_by_the_retried_parent()
    {
        bool broken = true;
        await using TestEngine engine = await TestEngine.OpenAsync(more: registry => registry.Add(() => new FlakyActivity(() => broken)));
        await engine.PublishAsync(Draw.Workflow(Draw.Activity("Test.Flaky", "flaky"), id: "child"));
        InstanceId parent = await engine.RunAsync(Parent(Draw.Activity("Elsa.ExecuteWorkflow", "call", ("workflowDefinitionId", Draw.Literal("child")))));
        await RunAllAsync(engine);
        broken = false;
        InstanceId child = (await OnlyChildAsync(engine)).Id;
        await engine.Client.RetryAsync(child, null, null, CancellationToken.None);
        await RunAllAsync(engine);
        Assert.Equal(Finished, await engine.StatusAsync(child));
        Assert.Equal(Faulted, await engine.StatusAsync(parent));

        await engine.Client.RetryAsync(parent, null, null, CancellationToken.None);
        await RunAllAsync(engine);
        Assert.Equal(Finished, await engine.StatusAsync(parent));
    }

    [Fact]
    public async Task After_a_cancelled_child_a_retry_starts_another_one()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.PublishAsync(Draw.Workflow(Draw.Event("wait", "go"), id: "child"));
        InstanceId parent = await engine.RunAsync(Parent(Draw.Activity("Elsa.ExecuteWorkflow", "call", ("workflowDefinitionId", Draw.Literal("child")))));
        await RunAllAsync(engine);
        await engine.Client.CancelAsync((await OnlyChildAsync(engine)).Id, CancellationToken.None);
        await RunAllAsync(engine);
        Assert.Equal(Faulted, await engine.StatusAsync(parent));

        await engine.Client.RetryAsync(parent, null, null, CancellationToken.None);
        await RunAllAsync(engine);
        Assert.Equal(2, (await engine.Store.ListAsync(new InstanceQuery { DefinitionId = "child" }, CancellationToken.None)).Count);
        await engine.Client.PublishEventAsync("go", default, null, "go-1", CancellationToken.None);
        await RunAllAsync(engine);
        Assert.Equal(Finished, await engine.StatusAsync(parent));
    }

    [Fact]
    public async Task A_retry_may_name_another_workflow_instead()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.PublishAsync(Draw.Workflow(Draw.Activity("Elsa.Fault", "fault"), id: "child"));
        await engine.PublishAsync(Draw.Workflow(Draw.Line("other ran"), id: "other"));
        InstanceId parent = await engine.RunAsync(Parent(Dispatch("child", waits: true)));
        await RunAllAsync(engine);
        Assert.Equal(Faulted, await engine.StatusAsync(parent));

        await engine.Client.RetryAsync(parent, null, new Dictionary<string, JsonElement> { ["WorkflowDefinitionId"] = JsonSerializer.SerializeToElement("other") }, CancellationToken.None);
        await RunAllAsync(engine);
        Assert.Equal(Finished, await engine.StatusAsync(parent));
        Assert.Contains("other ran", engine.Lines());
    }

    [Fact]
    public async Task Cancelling_a_parent_cancels_the_children_that_it_waits_for_and_no_others()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.PublishAsync(Draw.Workflow(Draw.Event("wait", "go"), id: "grandchild"));
        await engine.PublishAsync(Draw.Workflow(Draw.Activity("Elsa.ExecuteWorkflow", "call", ("workflowDefinitionId", Draw.Literal("grandchild"))), id: "child"));
        await engine.PublishAsync(Draw.Workflow(Draw.Event("wait", "go"), id: "free"));
        JsonObject free = Dispatch("free", waits: false);
        free["id"] = "loose";
        InstanceId parent = await engine.RunAsync(Parent(free, Dispatch("child", waits: true)));
        await RunAllAsync(engine);
        await engine.Client.CancelAsync(parent, CancellationToken.None);
        await RunAllAsync(engine);

        Assert.Equal(Cancelled, await engine.StatusAsync(parent));
        Assert.Equal(Cancelled, await StatusOfAsync(engine, "child"));
        Assert.Equal(Cancelled, await StatusOfAsync(engine, "grandchild"));
        Assert.Equal(Suspended, await StatusOfAsync(engine, "free"));
    }

    [Fact]
    public async Task A_child_that_ends_while_its_parent_is_faulted_is_heard_when_the_parent_is_retried()
    {
        bool broken = true;
        await using TestEngine engine = await TestEngine.OpenAsync(more: registry => registry.Add(() => new FlakyActivity(() => broken)));
        await engine.PublishAsync(Draw.Workflow(Draw.Event("wait", "go"), id: "child"));
        InstanceId parent = await engine.RunAsync(Draw.Workflow(
            Draw.Activity("Elsa.Parallel", "both", ("activities", new JsonArray(Dispatch("child", waits: true), Draw.Sequence("other", Draw.Event("poke", "poke"), Draw.Activity("Test.Flaky", "flaky"))))),
            id: "parent"));
        await RunAllAsync(engine);
        await engine.Client.PublishEventAsync("poke", default, null, "poke-1", CancellationToken.None);
        await RunAllAsync(engine);
        Assert.Equal(Faulted, await engine.StatusAsync(parent));
        await engine.Client.PublishEventAsync("go", default, null, "go-1", CancellationToken.None);
        await RunAllAsync(engine);

        broken = false;
        await engine.Client.RetryAsync(parent, null, null, CancellationToken.None);
        await RunAllAsync(engine);
        Assert.Equal(Finished, await engine.StatusAsync(parent));
    }

    [Fact]
    public async Task A_child_whose_activation_strategy_forbids_it_faults_the_visit_that_would_wait_for_ever()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.RunAsync(Draw.Workflow(Draw.Event("wait", "go"), id: "child", options: new JsonObject { ["activationStrategyType"] = "SingletonStrategy" }));
        InstanceId parent = await engine.RunAsync(Parent(Dispatch("child", waits: true)));
        await RunAllAsync(engine);
        Assert.Equal(Faulted, await engine.StatusAsync(parent));
        Assert.Contains("activation strategy", Assert.Single((await engine.StateAsync(parent)).Incidents.Values).Message, StringComparison.Ordinal);

        await engine.Client.PublishEventAsync("go", default, null, "go-1", CancellationToken.None);
        await RunAllAsync(engine);
        await engine.Client.RetryAsync(parent, null, null, CancellationToken.None);
        await RunAllAsync(engine);
        await engine.Client.PublishEventAsync("go", default, null, "go-2", CancellationToken.None);
        await RunAllAsync(engine);
        Assert.Equal(Finished, await engine.StatusAsync(parent));
    }

    [Theory]
    [InlineData("Elsa.DispatchWorkflow", 1)]
    [InlineData("Elsa.ExecuteWorkflow", 1)]
    [InlineData("Elsa.BulkDispatchWorkflows", 3)]
    public async Task A_child_that_nobody_waits_for_and_that_is_refused_is_told_in_the_journal_of_its_parent(string type, int refusals)
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.RunAsync(Draw.Workflow(Draw.Event("wait", "go"), id: "child", options: new JsonObject { ["activationStrategyType"] = "SingletonStrategy" }));
        InstanceId parent = await engine.RunAsync(Parent(Draw.Activity(type, "call", ("workflowDefinitionId", Draw.Literal("child")), ("items", Draw.List(1, 2, 3)), ("waitForCompletion", Draw.Literal(false)))));
        await RunAllAsync(engine);

        Assert.Equal(Finished, await engine.StatusAsync(parent));
        IReadOnlyList<JournalEntry> journal = await engine.JournalAsync(parent);
        long call = journal.OfType<ActivityScheduled>().Single(one => one.Activity == "call").Execution.Value;
        ChildRefused[] told = [.. journal.OfType<ChildRefused>()];
        Assert.Equal(refusals, told.Length);
        Assert.All(told, one => Assert.Equal((call, "child"), (one.Execution.Value, one.DefinitionId)));
        Assert.All(told, one => Assert.Contains("activation strategy of 'child'", one.Reason, StringComparison.Ordinal));
        Assert.Single(await engine.Store.ListAsync(new InstanceQuery { DefinitionId = "child" }, CancellationToken.None));
    }

    [Fact]
    public async Task A_bulk_that_waits_faults_when_a_child_is_refused_and_a_retry_counts_anew()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        JsonObject child = Doubling();
        child["options"] = new JsonObject { ["activationStrategyType"] = "CorrelatedSingletonStrategy" };
        await engine.PublishAsync(child);
        InstanceId rival = await engine.Client.StartAsync("child", new Dictionary<string, JsonElement>(), null, "n-2", null, CancellationToken.None);
        InstanceId parent = await engine.RunAsync(Draw.Workflow(Bulk("bulk", ("correlationIdFunction", Draw.Script("`n-${args.item.Number ?? args.item}`"))), id: "parent"));
        await engine.ContinueAsync(parent);
        Assert.Equal(Faulted, await engine.StatusAsync(parent));
        Assert.Contains("activation strategy", Assert.Single((await engine.StateAsync(parent)).Incidents.Values).Message, StringComparison.Ordinal);

        await engine.Client.CancelAsync(rival, CancellationToken.None);
        await RunAllAsync(engine);
        await engine.Client.RetryAsync(parent, null, null, CancellationToken.None);
        await engine.ContinueAsync(parent);
        // Two children tell once more that they are over. Each counts once, and the third has yet to run.
        foreach (InstanceHeader over in (await engine.Store.ListAsync(new InstanceQuery { DefinitionId = "child" }, CancellationToken.None)).Where(one => one.CorrelationId is "n-1" or "n-3"))
            await engine.ContinueAsync(over.Id);
        await engine.ContinueAsync(parent);
        Assert.Equal(Suspended, await engine.StatusAsync(parent));
        await RunAllAsync(engine);
        Assert.Equal(Finished, await engine.StatusAsync(parent));
        Assert.Equal(4, (await engine.Store.ListAsync(new InstanceQuery { DefinitionId = "child" }, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_workflow_that_does_not_exist_is_an_incident_with_its_name()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId parent = await engine.RunAsync(Parent(Dispatch("nothing", waits: true)));

        Assert.Contains("nothing", Assert.Single((await engine.StateAsync(parent)).Incidents.Values).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bulk_starts_one_child_per_item_and_ends_when_all_have_whatever_became_of_them()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.PublishAsync(OneFails());
        InstanceId parent = await engine.RunAsync(Draw.Workflow(
            Draw.Flow(
                "fc",
                [
                    Bulk("bulk", ("correlationIdFunction", Draw.Script("`n-${args.item.Number ?? args.item}`")), ("childCompleted", Say("ok", "`ok ${getChildOutput().Double}`")), ("childFaulted", Draw.Line("bad"))),
                    Draw.Line("completed"), Draw.Line("done"),
                ],
                "bulk:Completed>completed", "bulk:Done>done"),
            id: "parent"));
        Assert.Equal(3, (await engine.Store.ListAsync(new InstanceQuery { DefinitionId = "child" }, CancellationToken.None)).Count);
        await RunAllAsync(engine);

        Assert.Equal(Finished, await engine.StatusAsync(parent));
        Assert.Equal(["bad", "completed", "done", "ok 2", "ok 6"], engine.Lines().Order(StringComparer.Ordinal));
        Assert.Equal(["n-1", "n-2", "n-3"], (await engine.Store.ListAsync(new InstanceQuery { DefinitionId = "child" }, CancellationToken.None)).Select(one => one.CorrelationId).Order());
    }

    [Fact]
    public async Task Two_bulks_at_once_keep_their_children_apart()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.PublishAsync(OneFails());
        InstanceId parent = await engine.RunAsync(Draw.Workflow(Draw.Activity("Elsa.Parallel", "both", ("activities", new JsonArray(Bulk("left"), Bulk("right")))), id: "parent"));
        await RunAllAsync(engine);

        Assert.Equal(Finished, await engine.StatusAsync(parent));
        Assert.Equal(6, (await engine.Store.ListAsync(new InstanceQuery { DefinitionId = "child" }, CancellationToken.None)).Count);
    }

    [Theory]
    [InlineData(true, "completed")]
    [InlineData(false, "")]
    public async Task A_bulk_of_nothing_or_without_waiting_is_done_at_once(bool waits, string line)
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.PublishAsync(OneFails());
        JsonObject bulk = Bulk("bulk", ("waitForCompletion", Draw.Literal(waits)));
        if (waits)
            bulk["items"] = Draw.List();
        InstanceId parent = await engine.RunAsync(Draw.Workflow(Draw.Flow("fc", [bulk, Draw.Line("completed"), Draw.Line("done")], "bulk:Completed>completed", "bulk:Done>done"), id: "parent"));

        Assert.Equal(Finished, await engine.StatusAsync(parent));
        Assert.Equal(line.Length > 0 ? [line, "done"] : ["done"], engine.Lines());
    }

    [Fact]
    public async Task Whenever_the_process_dies_there_are_exactly_the_children_that_were_asked_for()
    {
        for (int commit = 1; ; commit++)
        {
            foreach (bool afterTheWrite in new[] { false, true })
            {
                using var folder = new TempFolder();
                var id = new InstanceId("parent-1");
                MortalStore? mortal = null;
                await using (TestEngine dying = await TestEngine.OpenAsync(folder.Path, wrap: store => mortal = new MortalStore(store, commit, afterTheWrite)))
                {
                    await dying.PublishAsync(OneFails());
                    await dying.PublishAsync(Draw.Workflow(Bulk("bulk"), id: "parent"));
                    await dying.Client.StartAsync(new StartRequest { DefinitionId = "parent", Id = id }, CancellationToken.None);
                    await IgnoreDeathAsync(RunAllAsync(dying));
                }

                await using TestEngine next = await TestEngine.OpenAsync(folder.Path);
                await next.Store.EndLeasesOfDeadNodesAsync(CancellationToken.None);
                await RunAllAsync(next);
                Assert.Equal(Finished, await next.StatusAsync(id));
                Assert.Equal(3, (await next.Store.ListAsync(new InstanceQuery { DefinitionId = "child" }, CancellationToken.None)).Count);
                if (!mortal!.HasDied)
                {
                    Assert.True(commit > 6, $"only {commit} commits were seen");
                    return;
                }
            }
        }
    }

    private static async Task IgnoreDeathAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (ProcessDiedException)
        {
            // As intended.
        }
    }

    private static JsonObject Doubling() => Draw.Workflow(
        Draw.Activity("Elsa.SetOutput", "set", ("outputName", Draw.Literal("Double")), ("outputValue", Draw.Script("getInput('Number') * 2"))),
        id: "child",
        outputs: new JsonArray(new JsonObject { ["name"] = "Double", ["type"] = "Int32" }));

    private static JsonObject OneFails() => Draw.Workflow(
        Draw.Activity(
            "Elsa.If", "check",
            ("condition", Draw.Script("(getInput('Number') ?? getInput('Item')) === 2")),
            ("then", Draw.Activity("Elsa.Fault", "fault", ("message", Draw.Literal("two is bad")))),
            ("else", Draw.Activity("Elsa.SetOutput", "set", ("outputName", Draw.Literal("Double")), ("outputValue", Draw.Script("(getInput('Number') ?? getInput('Item')) * 2"))))),
        id: "child",
        outputs: new JsonArray(new JsonObject { ["name"] = "Double", ["type"] = "Int32" }));

    private static JsonObject Bulk(string id, params (string Member, JsonNode? Value)[] members) => Draw.Activity(
        "Elsa.BulkDispatchWorkflows", id,
        [("workflowDefinitionId", Draw.Literal("child")), ("items", Draw.List(1, new JsonObject { ["Number"] = 2 }, 3)), .. members]);

    private static JsonObject Dispatch(string definition, bool waits)
        => Draw.Activity("Elsa.DispatchWorkflow", "call", ("workflowDefinitionId", Draw.Literal(definition)), ("waitForCompletion", Draw.Literal(waits)));

    private static JsonObject Parent(params JsonObject[] calls) => Draw.Workflow(
        Draw.Sequence("main", [.. calls, Say("after", "JSON.stringify(variables.answer)")]), id: "parent", variables: [Draw.Variable("answer")]);

    private static JsonObject Say(string id, string script) => Draw.Activity("Elsa.WriteLine", id, ("text", Draw.Script(script)));

    private static JsonObject Object(JsonObject value) => new() { ["typeName"] = "ObjectDictionary", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = value.ToJsonString() } };

    private static async Task<InstanceHeader> OnlyChildAsync(TestEngine engine)
        => Assert.Single(await engine.Store.ListAsync(new InstanceQuery { DefinitionId = "child" }, CancellationToken.None));

    private static async Task<(InstanceStatus, InstanceSubStatus)> StatusOfAsync(TestEngine engine, string definition)
    {
        InstanceHeader header = Assert.Single(await engine.Store.ListAsync(new InstanceQuery { DefinitionId = definition }, CancellationToken.None));
        return (header.Status, header.SubStatus);
    }

    /// <summary>Runs whatever is ready until nothing is.</summary>
    private static async Task RunAllAsync(TestEngine engine)
    {
        while (await engine.Store.NextReadyAsync(CancellationToken.None) is { } next && next <= TimeProvider.System.GetUtcNow())
        {
            foreach (InstanceHeader one in await engine.Store.ListAsync(new InstanceQuery(), CancellationToken.None))
                await engine.ContinueAsync(one.Id);
        }
    }
}
