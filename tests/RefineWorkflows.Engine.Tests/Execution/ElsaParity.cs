using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Execution;

public sealed class ElsaParity
{
    private static readonly (InstanceStatus, InstanceSubStatus) Finished = (InstanceStatus.Finished, InstanceSubStatus.Finished);
    private static readonly (InstanceStatus, InstanceSubStatus) Suspended = (InstanceStatus.Running, InstanceSubStatus.Suspended);

    [Fact]
    public async Task Branches_of_a_fork_take_turns()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Activity("Elsa.Fork", "fork", ("branches", new JsonArray(
            Draw.Sequence("a", Draw.Line("a1"), Draw.Line("a2")),
            Draw.Sequence("b", Draw.Line("b1"), Draw.Line("b2")))))));

        Assert.Equal(["a1", "b1", "a2", "b2"], await engine.VisitedAsync(id, "fork", "a", "b"));
        Assert.Equal(Finished, await engine.StatusAsync(id));
    }

    [Theory]
    [InlineData(true, "a")]
    [InlineData(false, "b")]
    public async Task After_a_decision_the_branches_merge_once_without_a_join(bool condition, string taken)
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Flow(
            "fc",
            [Draw.Activity("Elsa.FlowDecision", "d", ("condition", Draw.Literal(condition))), Draw.Line("a"), Draw.Line("b"), Draw.Line("merge")],
            "d:True>a", "d:False>b", "a>merge", "b>merge")));

        Assert.Equal(["d", taken, "merge"], await engine.VisitedAsync(id, "fc"));
        Assert.Equal(Finished, await engine.StatusAsync(id));
    }

    [Fact]
    public async Task Branches_of_unequal_length_are_joined_once_after_the_longest()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Flow(
            "fc",
            [Draw.Activity("Elsa.Start", "s"), Draw.Line("a"), Draw.Line("b1"), Draw.Line("b2"), Draw.Line("b3"), Draw.Line("join")],
            "s>a", "s>b1", "b1>b2", "b2>b3", "a>join", "b3>join")));

        string[] visited = await engine.VisitedAsync(id, "fc");
        Assert.Equal("join", visited[^1]);
        Assert.Single(visited, "join");
        Assert.Equal(Finished, await engine.StatusAsync(id));
    }

    [Fact]
    public async Task A_join_that_waits_for_any_ends_the_branch_that_lost()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Flow(
            "fc",
            [
                Draw.Activity("Elsa.Start", "s"), Draw.Line("quick"), Draw.Activity("Elsa.Delay", "slow", ("timeSpan", Draw.Literal("01:00:00"))),
                Draw.Activity("Elsa.FlowJoin", "join", ("mode", Draw.Literal("WaitAny"))), Draw.Line("after"),
            ],
            "s>slow", "s>quick", "quick>join", "slow>join", "join>after")));

        Assert.Equal(Finished, await engine.StatusAsync(id));
        Assert.Single(await engine.VisitedAsync(id), "after");
        IReadOnlyList<JournalEntry> journal = await engine.JournalAsync(id);
        long slow = journal.OfType<ActivityScheduled>().Single(one => one.Activity == "slow").Execution.Value;
        Assert.Contains(journal.OfType<ActivityCanceled>(), one => one.Execution.Value == slow);
        Assert.Empty(await engine.Store.ReadBookmarksAsync(id, CancellationToken.None));
    }

    [Theory]
    [InlineData("WaitAll", false)]
    [InlineData("WaitAllActive", true)]
    public async Task A_branch_that_left_by_another_outcome_is_missed_only_by_a_join_that_waits_for_all(string mode, bool joins)
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Flow(
            "fc",
            [
                Draw.Activity("Elsa.Start", "s"), Draw.Line("a"), Draw.Activity("Elsa.FlowDecision", "d", ("condition", Draw.Literal(false))),
                Draw.Activity("Elsa.FlowJoin", "join", ("mode", Draw.Literal(mode))), Draw.Line("after"),
            ],
            "s>a", "s>d", "a>join", "d:True>join", "join>after")));

        Assert.Equal(Finished, await engine.StatusAsync(id));
        Assert.Equal(joins, (await engine.VisitedAsync(id)).Contains("after"));
    }

    [Fact]
    public async Task A_loop_that_hands_out_a_task_each_round_asks_for_each_exactly_once()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Loops.RefineUntilGood());
        for (int round = 1; round <= 5; round++)
        {
            Assert.Equal(Suspended, await engine.StatusAsync(id));
            string task = (await Loops.TasksAsync(engine, id)).Single(one => one.Status == "requested").Id;
            await engine.Client.CompleteTaskAsync(task, System.Text.Json.JsonSerializer.SerializeToElement(0.1 * round), CancellationToken.None);
            await engine.ContinueAsync(id);
        }

        Assert.Equal(Finished, await engine.StatusAsync(id));
        Assert.Equal(5, (await Loops.TasksAsync(engine, id)).Count);
        Assert.Equal(5, (await engine.VisitedAsync(id)).Count(one => one == "inc"));
    }

    [Fact]
    public async Task A_break_inside_a_nested_sequence_ends_the_nearest_loop()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Sequence(
            "main",
            Draw.Activity(
                "Elsa.ForEach", "each",
                ("items", Draw.List("ant", "bee", "cat", "dog")),
                ("body", Draw.Sequence(
                    "body",
                    Draw.Activity("Elsa.WriteLine", "say", ("text", Draw.Script("getVariable('CurrentIndex') + ':' + getVariable('CurrentValue')"))),
                    Draw.Activity("Elsa.If", "stop", ("condition", Draw.Script("getVariable('CurrentIndex') === 2")), ("then", Draw.Activity("Elsa.Break", "break"))),
                    Draw.Activity("Elsa.WriteLine", "rest", ("text", Draw.Literal("rest")))))),
            Draw.Line("after"))));

        Assert.Equal(["0:ant", "rest", "1:bee", "rest", "2:cat", "after"], engine.Lines());
        Assert.Equal(Finished, await engine.StatusAsync(id));
    }

    [Fact]
    public async Task A_loop_remembers_its_items_when_it_waits_in_the_middle()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(
            Draw.Activity(
                "Elsa.ForEach", "each",
                ("items", Draw.Script("[1, 2, 3].map(x => x * getVariable('factor'))")),
                ("body", Draw.Sequence(
                    "body",
                    Draw.Event("wait", "go"),
                    Draw.Activity("Elsa.WriteLine", "say", ("text", Draw.Script("getVariable('CurrentValue') + '@' + getVariable('CurrentIndex')"))),
                    Draw.Set("change", "factor", Draw.Literal(100))))),
            variables: [Draw.Variable("factor", "Int32", "10")]));
        for (int turn = 0; turn < 3; turn++)
        {
            Assert.Equal(Suspended, await engine.StatusAsync(id));
            await engine.Client.PublishEventAsync("go", default, null, $"turn {turn}", CancellationToken.None);
            await engine.ContinueAsync(id);
        }

        Assert.Equal(["10@0", "20@1", "30@2"], engine.Lines());
        Assert.Equal(Finished, await engine.StatusAsync(id));
    }

    [Fact]
    public async Task Loops_switches_and_scopes_do_what_is_drawn()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(
            Draw.Sequence(
                "main",
                Draw.Activity("Elsa.For", "for", ("start", Draw.Literal(3)), ("end", Draw.Literal(1)), ("step", Draw.Literal(-1)),
                    ("body", Draw.Activity("Elsa.WriteLine", "count", ("text", Draw.Script("'for ' + getVariable('CurrentValue')"))))),
                Draw.Activity("Elsa.While", "while", ("condition", Draw.Script("getN() < 3")),
                    ("body", Draw.Set("inc", "n", Draw.Script("variables.n + 1")))),
                Draw.Activity("Elsa.Switch", "switch",
                    ("cases", new JsonArray(
                        Case("two", "getN() == 2", Draw.Line("two")),
                        Case("three", "getN() == 3", Draw.Line("three")),
                        Case("also", "getN() > 2", Draw.Line("also")))),
                    ("mode", Draw.Literal("MatchAny"))),
                Draw.Activity("Elsa.SetOutput", "out", ("outputName", Draw.Literal("Total")), ("outputValue", Draw.Read("n"))),
                Draw.Activity("Elsa.SetName", "name", ("value", Draw.Script("`run ${variables.n}`")))),
            variables: [Draw.Variable("n", "Int32", "0")]));

        Assert.Equal(["for 3", "for 2", "for 1", "three", "also"], engine.Lines());
        InstanceState state = await engine.StateAsync(id);
        Assert.Equal(3, state.Output["Total"].GetInt32());
        Assert.Equal("run 3", state.Name);

        static JsonObject Case(string label, string condition, JsonObject activity) => new()
        {
            ["label"] = label, ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = condition }, ["activity"] = activity,
        };
    }

    [Fact]
    public async Task A_terminal_activity_ends_its_container_and_withdraws_what_was_queued()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Sequence(
            "main",
            Draw.Flow("fc", [Draw.Activity("Elsa.Start", "s"), Draw.Activity("Elsa.End", "end"), Draw.Line("late"), Draw.Event("never", "never")], "s>end", "s>never", "s>late"),
            Draw.Line("after"))));

        Assert.Equal(["after"], engine.Lines());
        Assert.Equal(Finished, await engine.StatusAsync(id));
    }

    [Fact]
    public async Task Finish_ends_everything_at_once()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Activity("Elsa.Fork", "fork", ("branches", new JsonArray(
            Draw.Event("wait", "never"), Draw.Sequence("b", Draw.Activity("Elsa.Finish", "finish"), Draw.Line("late")))))));

        Assert.Equal(Finished, await engine.StatusAsync(id));
        Assert.Empty(engine.Lines());
        Assert.Empty((await engine.StateAsync(id)).Executions);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_fault_ends_the_instance_or_only_its_branch_and_a_retry_repeats_nothing_that_completed(bool continues)
    {
        int failures = 1;
        await using TestEngine engine = await TestEngine.OpenAsync(more: registry => registry.Add(() => new FlakyActivity(() => failures-- > 0)));
        InstanceId id = await engine.RunAsync(Draw.Workflow(
            Draw.Flow("fc", [Draw.Activity("Elsa.Start", "s"), Draw.Line("first"), Draw.Activity("Test.Flaky", "flaky"), Draw.Line("after")], "s>first", "s>flaky", "flaky>after", "first>after"),
            options: new JsonObject { ["incidentStrategyType"] = continues ? "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core" : null }));

        Assert.Equal(continues ? Suspended : (InstanceStatus.Finished, InstanceSubStatus.Faulted), await engine.StatusAsync(id));
        InstanceState faulted = await engine.StateAsync(id);
        Assert.Equal("flaky", Assert.Single(faulted.Incidents).Value.Activity);
        Assert.Contains("not today", faulted.Incidents.Values.Single().Message, StringComparison.Ordinal);

        await engine.Client.RetryAsync(id, null, null, CancellationToken.None);
        await engine.ContinueAsync(id);
        Assert.Equal(Finished, await engine.StatusAsync(id));
        Assert.Single(await engine.VisitedAsync(id), "first");
        Assert.Single(await engine.VisitedAsync(id), "after");
        Assert.Empty((await engine.StateAsync(id)).Incidents);
    }

    [Fact]
    public async Task A_running_instance_stays_on_its_version()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId old = await engine.RunAsync(Draw.Workflow(Draw.Sequence("main", Draw.Event("wait", "go"), Draw.Line("one"))));
        InstanceId fresh = await engine.RunAsync(Draw.Workflow(Draw.Sequence("main", Draw.Line("two"))));
        await engine.Client.PublishEventAsync("go", default, null, "key", CancellationToken.None);
        await engine.ContinueAsync(old);

        Assert.Equal(["two", "one"], engine.Lines());
        Assert.Equal((1, 2), ((await engine.StateAsync(old)).Version, (await engine.StateAsync(fresh)).Version));
    }
}
