using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Definitions;

public sealed class DefinitionReading
{
    private static readonly ActivityRegistry Registry = new ActivityRegistry().AddBuiltIn(TextWriter.Null);

    [Fact]
    public void A_definition_comes_out_as_it_went_in_unknown_members_included()
    {
        var luck = new Random(20261121);
        for (int i = 0; i < 200; i++)
        {
            JsonObject drawn = Draw.Workflow(Draw.Sequence("main", Draw.Line("a")));
            drawn["somebodyElses"] = Anything(luck, 4);
            drawn["root"]!["future"] = Anything(luck, 3);
            drawn["customProperties"] = Anything(luck, 2) as JsonObject ?? [];
            string text = drawn.ToJsonString();
            WorkflowDefinition definition = DefinitionReader.Read(text, "test.json");
            using JsonDocument original = JsonDocument.Parse(text);
            Assert.True(JsonElement.DeepEquals(original.RootElement, definition.Json), text);
            WorkflowDefinition renumbered = definition.With(("version", 9));
            Assert.Equal(9, renumbered.Version);
            Assert.True(JsonElement.DeepEquals(original.RootElement, renumbered.With(("version", 1)).Json), text);
        }
    }

    [Theory]
    [InlineData("{", "$", "not valid JSON")]
    [InlineData("[]", "$", "object")]
    [InlineData("""{ "root": {} }""", "$.definitionId", "missing")]
    [InlineData("""{ "definitionId": "a" }""", "$.root", "root activity is missing")]
    [InlineData("""{ "definitionId": "a", "variables": 3, "root": {} }""", "$.variables", "list")]
    public void What_is_no_definition_is_refused_with_file_and_path(string json, string path, string problem)
    {
        DefinitionException refused = Assert.Throws<DefinitionException>(() => DefinitionReader.Read(json, "loops/broken.json"));
        Assert.StartsWith("loops/broken.json: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(refused.Problems, one => one.Path == path && one.Message.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_cannot_run_is_listed_at_once()
    {
        JsonObject drawn = Draw.Workflow(Draw.Flow(
            "fc",
            [
                Draw.Activity("Elsa.WritLine", "typo"), Draw.Line("a"), Draw.Line("a"),
                Draw.Activity("Elsa.WriteLine", "liquid", ("text", new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Liquid", ["value"] = "x" } })),
                Draw.Activity("Elsa.WriteLine", "lost", ("text", Draw.Read("nobody"))),
            ],
            "a>ghost"));
        DefinitionException refused = Refused(drawn);
        Assert.Equal(
            ["$.root.activities[0].type", "$.root.activities[2].id", "$.root.activities[3].text.expression.type", "$.root.activities[4].text.expression.value", "$.root.connections[0].target.activity"],
            refused.Problems.Select(one => one.Path).Order(StringComparer.Ordinal));
        Assert.Contains("Elsa.WriteLine", refused.Problems.Single(one => one.Path == "$.root.activities[0].type").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cycle_that_can_be_entered_in_its_middle_is_refused()
    {
        // Two ways lead to b and c, which lead to each other: neither is the loop's only entrance.
        DefinitionException refused = Refused(Draw.Workflow(Draw.Flow(
            "fc", [Draw.Activity("Elsa.Start", "s"), Draw.Line("b"), Draw.Line("c"), Draw.Line("d")], "s>b", "s>c", "b>d", "c>d", "d>b")));
        DefinitionProblem problem = Assert.Single(refused.Problems);
        Assert.Equal("$.root.connections[4]", problem.Path);
        Assert.Contains("'b'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Older_forms_of_connections_are_read()
    {
        JsonObject drawn = Draw.Workflow(Draw.Flow("fc", [Draw.Line("a"), Draw.Line("b"), Draw.Line("c")]));
        drawn["root"]!["connections"] = JsonNode.Parse("""
            { "$values": [ { "source": "a", "target": "b", "sourcePort": "Done" }, { "Source": { "Activity": "b" }, "Target": { "Activity": "c" } } ] }
            """);
        WorkflowGraph graph = GraphCompiler.Compile(DefinitionReader.Read(drawn.ToJsonString(), "old.json"), Registry, "old.json");
        Assert.Equal(5, graph.Nodes.Count);
        Assert.Equal("Workflow1:fc:c", graph.Find("c")!.NodeId);
    }

    private static DefinitionException Refused(JsonObject drawn)
        => Assert.Throws<DefinitionException>(() => GraphCompiler.Compile(DefinitionReader.Read(drawn.ToJsonString(), "test.json"), Registry, "test.json"));

    private static JsonNode? Anything(Random luck, int depth) => luck.Next(depth > 0 ? 7 : 5) switch
    {
        0 => null,
        1 => luck.Next(2) == 0,
        2 => luck.NextDouble() * 1e6,
        3 => luck.NextInt64(),
        4 => $"text {luck.Next(100)} ü \u2028 \"quoted\"",
        5 => new JsonArray([.. Enumerable.Range(0, luck.Next(4)).Select(_ => Anything(luck, depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, luck.Next(4)).Select(i => KeyValuePair.Create($"member{i}", Anything(luck, depth - 1)))),
    };
}
