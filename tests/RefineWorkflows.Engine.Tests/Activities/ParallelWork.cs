using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Activities;

public sealed class ParallelWork
{
    [Fact]
    public async Task Turns_of_a_parallel_loop_take_their_steps_in_turn_and_end_together()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Sequence(
            "main",
            Draw.Activity(
                "Elsa.ParallelForEach", "each",
                ("items", Draw.List("ant", "bee")),
                ("body", Draw.Sequence("body", Say("first", "`${getCurrentIndex()} ${getCurrentValue()}`"), Say("second", "`${getCurrentValue()} again`")))),
            Draw.Line("after"))));

        Assert.Equal(["0 ant", "1 bee", "ant again", "bee again", "after"], engine.Lines());
        Assert.Equal((InstanceStatus.Finished, InstanceSubStatus.Finished), await engine.StatusAsync(id));
    }

    [Fact]
    public async Task Turns_that_wait_go_on_in_any_order_with_their_own_values()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Activity(
            "Elsa.ParallelForEach", "outer",
            ("items", Draw.List("x", "y")),
            ("body", Draw.Sequence(
                "body",
                Draw.Activity("Elsa.Event", "wait", ("eventName", Draw.Script("getCurrentValue()"))),
                Draw.Activity("Elsa.ForEach", "inner", ("items", Draw.List(1, 2)), ("body", Say("said", "`${getCurrentIndex()}:${getCurrentValue()}`"))),
                Say("done", "`done ${getCurrentValue()} ${getCurrentIndex()}`"))))));

        foreach (string name in new[] { "y", "x" })
        {
            await engine.Client.PublishEventAsync(name, default, null, name, CancellationToken.None);
            await engine.ContinueAsync(id);
        }

        Assert.Equal(["0:1", "1:2", "done y 1", "0:1", "1:2", "done x 0"], engine.Lines());
        Assert.Equal(InstanceStatus.Finished, (await engine.StatusAsync(id)).Status);
    }

    [Theory]
    [InlineData("Elsa.ParallelForEach")]
    [InlineData("Elsa.Parallel")]
    public async Task With_nothing_to_do_it_is_done(string type)
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Sequence("main", Draw.Activity(type, "none"), Draw.Line("after"))));

        Assert.Equal(["after"], engine.Lines());
        Assert.Equal(InstanceStatus.Finished, (await engine.StatusAsync(id)).Status);
    }

    [Fact]
    public async Task Parallel_waits_for_all_that_it_holds()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.RunAsync(Draw.Workflow(Draw.Sequence(
            "main",
            Draw.Activity("Elsa.Parallel", "both", ("activities", new JsonArray(Draw.Sequence("a", Draw.Line("a1"), Draw.Line("a2")), Draw.Line("b1")))),
            Draw.Line("after"))));

        Assert.Equal(["b1", "a1", "a2", "after"], engine.Lines());
    }

    private static JsonObject Say(string id, string script) => Draw.Activity("Elsa.WriteLine", id, ("text", Draw.Script(script)));
}
