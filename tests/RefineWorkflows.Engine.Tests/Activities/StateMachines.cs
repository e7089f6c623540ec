using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Activities;

public sealed class StateMachines
{
    private static readonly (InstanceStatus, InstanceSubStatus) Finished = (InstanceStatus.Finished, InstanceSubStatus.Finished);

    [Fact]
    public async Task The_first_trigger_wins_and_runs_action_exit_and_entry_in_turn()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Sequence("main", Door(), Draw.Line("after"))));
        Assert.Equal(2, (await engine.Store.ReadBookmarksAsync(id, CancellationToken.None)).Count);
        await SendAsync(engine, id, "open");
        Assert.Single(await engine.Store.ReadBookmarksAsync(id, CancellationToken.None));
        await SendAsync(engine, id, "close");
        Assert.Equal((InstanceStatus.Running, InstanceSubStatus.Suspended), await engine.StatusAsync(id));
        await SendAsync(engine, id, "lock");

        Assert.Equal(["enter-closed", "creak", "leave-closed", "enter-closed", "leave-closed", "after"], engine.Lines());
        Assert.Equal(Finished, await engine.StatusAsync(id));
    }

    [Fact]
    public async Task A_trigger_whose_condition_does_not_hold_is_waited_for_again()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(
            Machine(
                "A", ["A", "B"],
                Transition("A", "B", Draw.Sequence("count", Draw.Event("knock", "knock"), Draw.Set("inc", "knocks", Draw.Script("variables.knocks + 1"))), Draw.Script("variables.knocks >= 2"))),
            variables: [Draw.Variable("knocks", "Int32", "0")]));
        await SendAsync(engine, id, "knock");
        Assert.Equal(InstanceSubStatus.Suspended, (await engine.StatusAsync(id)).SubStatus);
        await SendAsync(engine, id, "knock");

        Assert.Equal(Finished, await engine.StatusAsync(id));
    }

    [Fact]
    public async Task What_needs_no_trigger_is_gone_through_at_once()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Machine(
            "A", ["A", "B", "C", "D"],
            Transition("A", "C", null, Draw.Literal(false)), Transition("A", "B", null), Transition("B", "D", null, null, Draw.Line("b-to-d")), Transition("C", "D", null, null, Draw.Line("c-to-d")))));

        Assert.Equal(Finished, await engine.StatusAsync(id));
        Assert.Equal(["b-to-d"], engine.Lines());
    }

    [Fact]
    public async Task Going_round_without_waiting_is_an_incident_and_not_for_ever()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Machine("A", ["A", "B"], Transition("A", "B", null), Transition("B", "A", null))));

        Assert.Contains("give one of them a trigger", Assert.Single((await engine.StateAsync(id)).Incidents.Values).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Started_by_a_trigger_it_is_in_the_state_that_waits_for_it()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        JsonObject machine = Machine("A", ["A", "B", "C"], Transition("A", "B", Draw.Event("one", "one")), Transition("B", "C", Draw.Event("two", "two"), null, Draw.Line("taken")));
        await engine.PublishAsync(Draw.Workflow(machine));
        InstanceId id = await engine.Host.RunAsync(new StartRequest { DefinitionId = "test", TriggerActivityId = "two" }, CancellationToken.None);

        Assert.Equal(Finished, await engine.StatusAsync(id));
        Assert.Equal(["taken"], engine.Lines());
    }

    [Fact]
    public async Task States_that_do_not_exist_are_told_with_their_place()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        DefinitionException refusal = await Assert.ThrowsAsync<DefinitionException>(
            () => engine.PublishAsync(Draw.Workflow(Machine("Nowhere", ["A", "A"], Transition("A", "B", Draw.Event("one", "one"))))));

        Assert.Equal(["$.root.initialState", "$.root.states[1].name", "$.root.transitions[0].to"], refusal.Problems.Select(one => one.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_machine_without_states_is_done()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        Assert.Equal(Finished, await engine.StatusAsync(await engine.RunAsync(Draw.Workflow(Draw.Activity("Elsa.StateMachine", "machine", ("states", new JsonArray()), ("transitions", new JsonArray()), ("initialState", null))))));
    }

    private static JsonObject Door()
    {
        JsonObject machine = Machine(
            "Closed", ["Closed", "Open", "Locked"],
            Transition("Closed", "Open", Draw.Event("opening", "open"), null, Draw.Line("creak")),
            Transition("Closed", "Locked", Draw.Event("locking", "lock")),
            Transition("Open", "Closed", Draw.Event("closing", "close")));
        machine["states"]![0]!["entry"] = Draw.Line("enter-closed");
        machine["states"]![0]!["exit"] = Draw.Activity("Elsa.If", "leave", ("condition", Draw.Script("getLastResult() !== 'never'")), ("then", Draw.Line("leave-closed")));
        machine["transitions"]![1]!["condition"] = Draw.Literal(true);
        return machine;
    }

    private static JsonObject Machine(string initial, string[] states, params JsonObject[] transitions) => Draw.Activity(
        "Elsa.StateMachine", "machine",
        ("initialState", initial), ("currentState", null),
        ("states", new JsonArray([.. states.Select(name => new JsonObject { ["name"] = name, ["entry"] = null, ["exit"] = null })])),
        ("transitions", new JsonArray([.. transitions])));

    private static JsonObject Transition(string from, string to, JsonObject? trigger, JsonObject? condition = null, JsonObject? action = null)
        => new() { ["name"] = null, ["displayName"] = null, ["from"] = from, ["to"] = to, ["trigger"] = trigger, ["condition"] = condition, ["action"] = action };

    private static async Task SendAsync(TestEngine engine, InstanceId id, string name)
    {
        await engine.Client.PublishEventAsync(name, default(JsonElement), null, WorkflowClient.NewId().Value, CancellationToken.None);
        await engine.ContinueAsync(id);
    }
}
