using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Activities;

public sealed class Scripts
{
    [Theory]
    [InlineData("setOutcome('Good')", "good")]
    [InlineData("setOutcomes(['Good', 'Bad'])", "good bad")]
    [InlineData("1 + 1", "done")]
    [InlineData("  ", "done")]
    public async Task A_script_leaves_by_the_outcomes_that_it_sets(string script, string taken)
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Flow(
            "fc",
            [Run(script, ("possibleOutcomes", Draw.List("Good", "Bad"))), Draw.Line("good"), Draw.Line("bad"), Draw.Line("done")],
            "run:Good>good", "run:Bad>bad", "run:Done>done")));

        Assert.Equal(taken.Split(' '), await engine.VisitedAsync(id, "fc", "run"));
    }

    [Fact]
    public async Task What_a_script_comes_to_is_its_result_and_what_it_sets_stays()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(
            Run("setVariable('seen', 7); return variables.seen * 6", ("result", Draw.Into("answer"))),
            variables: [Draw.Variable("seen", "Int32", "0"), Draw.Variable("answer", "Int32", "0")]));

        Dictionary<string, string> values = (await engine.JournalAsync(id)).OfType<VariableWritten>().ToDictionary(one => one.Name, one => one.Value.GetRawText());
        Assert.Equal("7", values["seen"]);
        Assert.Equal("42", values["answer"]);
    }

    [Fact]
    public async Task A_script_that_cannot_be_read_is_refused_at_publishing_with_its_place()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        DefinitionException refusal = await Assert.ThrowsAsync<DefinitionException>(() => engine.PublishAsync(Draw.Workflow(Run("let = = 3"))));

        Assert.Equal("$.root.script.expression.value", Assert.Single(refusal.Problems).Path);
    }

    [Fact]
    public async Task Scripts_in_cases_and_tables_are_read_at_publishing_too()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        JsonObject broken = new() { ["type"] = "JavaScript", ["value"] = "1 +" };
        DefinitionException refusal = await Assert.ThrowsAsync<DefinitionException>(() => engine.PublishAsync(Draw.Workflow(Draw.Sequence(
            "main",
            Draw.Activity("Elsa.FlowSwitch", "switch", ("cases", new JsonArray(new JsonObject { ["label"] = "a", ["condition"] = broken }))),
            Draw.Activity("Elsa.RunTask", "task", ("payload", new JsonObject { ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = new JsonObject { ["k"] = broken.DeepClone() }.ToJsonString() } }))))));

        Assert.Equal(
            ["$.root.activities[0].cases[0].condition.value", "$.root.activities[1].payload.expression.value.k.value"],
            refusal.Problems.Select(one => one.Path).Order());
    }

    [Fact]
    public async Task Reading_from_a_console_is_refused_at_publishing_with_what_to_use_instead()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        DefinitionException refusal = await Assert.ThrowsAsync<DefinitionException>(
            () => engine.PublishAsync(Draw.Workflow(Draw.Sequence("main", Draw.Activity("Elsa.ReadLine", "ask")))));

        DefinitionProblem problem = Assert.Single(refusal.Problems);
        Assert.Equal("$.root.activities[0].type", problem.Path);
        Assert.Contains("Elsa.Event", problem.Message, StringComparison.Ordinal);
    }

    private static JsonObject Run(string script, params (string Member, JsonNode? Value)[] members)
        => Draw.Activity("Elsa.RunJavaScript", "run", [("script", Draw.Literal(script)), .. members]);
}
