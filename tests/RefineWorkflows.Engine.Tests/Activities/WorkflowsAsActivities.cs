using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Activities;

public sealed class WorkflowsAsActivities
{
    private static readonly (InstanceStatus, InstanceSubStatus) Finished = (InstanceStatus.Finished, InstanceSubStatus.Finished);

    [Fact]
    public async Task Inputs_go_in_outputs_come_out_and_the_outcome_is_followed()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        StoredDefinition sizing = await engine.PublishAsync(Sizing());
        InstanceId id = await engine.RunAsync(Outer(Use(sizing, "size", ("number", Draw.Script("variables.n * 10")), ("label", Draw.Into("answer")))));

        Assert.Equal(Finished, await engine.StatusAsync(id));
        Assert.Equal(["Large: 70 is large"], engine.Lines());
        Assert.Equal(["size", "size:seq", "size:note", "size:out", "size:if", "size:complete", "large"], await engine.VisitedAsync(id, "fc"));
    }

    [Fact]
    public async Task An_input_that_is_declared_but_was_not_given_is_null_to_scripts()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Usable(Say("said", "`${getNumber()} ${variables.missing ?? 'nothing'}`"), "Asking", ["Number"], []));

        Assert.Equal(Finished, await engine.StatusAsync(id));
        Assert.Equal(["null nothing"], engine.Lines());
    }

    [Fact]
    public async Task A_drawing_from_another_server_finds_the_workflow_by_its_name()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        StoredDefinition sizing = await engine.PublishAsync(Sizing());
        JsonObject use = Use(sizing, "size", ("number", Draw.Literal(1)), ("label", Draw.Into("answer")));
        use["workflowDefinitionId"] = "its-id-over-there";
        use["workflowDefinitionVersionId"] = "a-version-over-there";
        InstanceId id = await engine.RunAsync(Outer(use));

        Assert.Equal(Finished, await engine.StatusAsync(id));
    }

    [Fact]
    public async Task What_waits_inside_goes_on_in_another_process()
    {
        using var folder = new TempFolder();
        InstanceId id;
        await using (TestEngine first = await TestEngine.OpenAsync(folder.Path))
        {
            StoredDefinition waiting = await first.PublishAsync(Usable(Draw.Sequence("seq", Draw.Event("wait", "go"), Output("Answer", "getInput('Number') + 1")), "Waiting", ["Number"], ["Answer"]));
            id = await first.RunAsync(Outer(Use(waiting, "inner", ("Number", Draw.Literal(41)), ("answer", Draw.Into("answer")))));
        }

        await using TestEngine second = await TestEngine.OpenAsync(folder.Path);
        await second.Client.PublishEventAsync("go", default, null, "go-1", CancellationToken.None);
        await second.ContinueAsync(id);
        Assert.Equal(Finished, await second.StatusAsync(id));
        Assert.Equal(["Done: 42"], second.Lines());
    }

    [Fact]
    public async Task Two_uses_of_one_workflow_share_neither_ids_nor_variables()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        JsonObject counting = Usable(
            Draw.Sequence("seq", Draw.Set("inc", "count", Draw.Script("variables.count + getInput('By')")), Output("Count", "variables.count")), "Counting", ["By"], ["Count"]);
        counting["variables"] = new JsonArray(Draw.Variable("count", "Int32", "0"));
        StoredDefinition published = await engine.PublishAsync(counting);
        InstanceId id = await engine.RunAsync(Draw.Workflow(
            Draw.Sequence(
                "main",
                Use(published, "one", ("by", Draw.Literal(1)), ("count", Draw.Into("first"))),
                Use(published, "two", ("by", Draw.Literal(2)), ("count", Draw.Into("second"))),
                Say("said", "`${variables.first} ${variables.second} ${variables.count} ${getOutputFrom('One', 'Count')}`")),
            variables: [Draw.Variable("count", "Int32", "100"), Draw.Variable("first"), Draw.Variable("second")]));

        Assert.Equal(Finished, await engine.StatusAsync(id));
        Assert.Equal(["1 2 100 1"], engine.Lines());
    }

    [Fact]
    public async Task A_loop_gives_each_turn_its_own_run_of_the_workflow()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        StoredDefinition published = await engine.PublishAsync(Usable(Say("said", "`got ${getInput('Item')}`"), "Saying", ["Item"], []));
        await engine.RunAsync(Draw.Workflow(Draw.Activity("Elsa.ForEach", "each", ("items", Draw.List("a", "b")), ("body", Use(published, "use", ("item", Draw.Script("getCurrentValue()")))))));

        Assert.Equal(["got a", "got b"], engine.Lines());
    }

    [Fact]
    public async Task A_workflow_inside_a_workflow_inside_a_workflow_hands_its_output_all_the_way_out()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        StoredDefinition inner = await engine.PublishAsync(Usable(Output("Answer", "getInput('Number') * 2"), "Inner Most", ["Number"], ["Answer"]));
        StoredDefinition middle = await engine.PublishAsync(Usable(
            Use(inner, "same", ("number", InputOf("Number")), ("answer", Draw.Into("Answer"))), "Middle", ["Number"], ["Answer"]));
        InstanceId id = await engine.RunAsync(Outer(Use(middle, "same", ("number", Draw.Literal(21)), ("answer", Draw.Into("answer")))));

        Assert.Equal(Finished, await engine.StatusAsync(id));
        Assert.Equal(["Done: 42"], engine.Lines());
    }

    [Fact]
    public async Task A_break_inside_does_not_break_the_loop_outside_and_a_finish_ends_everything()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        StoredDefinition breaking = await engine.PublishAsync(Usable(Draw.Sequence("seq", Draw.Activity("Elsa.Break", "break"), Draw.Line("never")), "Breaking", [], []));
        StoredDefinition finishing = await engine.PublishAsync(Usable(Draw.Activity("Elsa.Finish", "finish"), "Finishing", [], []));
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Sequence(
            "main",
            Draw.Activity("Elsa.ForEach", "each", ("items", Draw.List(1, 2)), ("body", Draw.Sequence("body", Use(breaking, "use"), Say("turn", "getCurrentValue()")))),
            Use(finishing, "end"),
            Draw.Line("after"))));

        Assert.Equal(Finished, await engine.StatusAsync(id));
        Assert.Equal(["1", "2"], engine.Lines());
    }

    [Fact]
    public async Task A_use_stays_on_the_version_that_it_was_published_with()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.PublishAsync(Usable(Draw.Line("old"), "Part", [], []));
        JsonObject byType = Draw.Activity("Part", "use");
        StoredDefinition outer = await engine.PublishAsync(Draw.Workflow(Draw.Sequence("main", byType)));
        await engine.PublishAsync(Usable(Draw.Line("new"), "Part", [], []));

        await engine.Host.RunAsync("test", new Dictionary<string, System.Text.Json.JsonElement>(), null, null, CancellationToken.None);
        Assert.Equal(["old"], engine.Lines());
        Assert.Contains("workflowDefinitionVersionId", outer.Json, StringComparison.Ordinal);
        Assert.Equal(outer.VersionId, (await engine.PublishAsync(JsonNode.Parse(outer.Json)!.AsObject())).VersionId);
    }

    [Fact]
    public async Task A_version_id_from_elsewhere_falls_back_to_the_number_then_to_what_is_published()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        StoredDefinition first = await engine.PublishAsync(Usable(Draw.Line("old"), "Part", [], []));
        StoredDefinition second = await engine.PublishAsync(Usable(Draw.Line("new"), "Part", [], []));
        JsonObject numbered = Use(first, "use");
        numbered["workflowDefinitionVersionId"] = "of-another-server";
        JsonObject unnumbered = numbered.DeepClone().AsObject();
        unnumbered["version"] = 77;
        unnumbered["id"] = "second";
        await engine.RunAsync(Draw.Workflow(Draw.Sequence("main", numbered, unnumbered)));

        Assert.Equal(2, second.Version);
        Assert.Equal(["old", "new"], engine.Lines());
    }

    [Fact]
    public async Task A_deleted_workflow_goes_on_inside_those_that_were_drawn_with_it()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        StoredDefinition part = await engine.PublishAsync(Usable(Draw.Sequence("seq", Draw.Event("wait", "go"), Draw.Line("inside")), "Part", [], []));
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Sequence("main", Use(part, "use"))));
        Assert.Equal(1, await engine.Database.DeleteVersionsAsync([part.VersionId], CancellationToken.None));

        await using TestEngine other = await TestEngine.OpenAsync(engine.Folder);
        await other.Client.PublishEventAsync("go", default, null, "go-1", CancellationToken.None);
        await other.ContinueAsync(id);
        Assert.Equal(["inside"], other.Lines());
        Assert.Null(await other.Catalog.FindLatestAsync("Part", CancellationToken.None));
    }

    [Fact]
    public async Task A_workflow_that_would_contain_itself_is_refused_at_publishing()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        StoredDefinition part = await engine.PublishAsync(Usable(Draw.Line("a"), "Part", [], []));
        DefinitionException refusal = await Assert.ThrowsAsync<DefinitionException>(
            () => engine.PublishAsync(Usable(Draw.Sequence("seq", Use(part, "self")), "Part", [], [])));

        Assert.Contains("contain itself", Assert.Single(refusal.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_inside_is_told_with_its_place_and_inner_triggers_start_nothing()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        JsonObject trigger = Draw.Event("wait", "go");
        trigger["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        StoredDefinition part = await engine.PublishAsync(Usable(Draw.Sequence("seq", trigger, Draw.Line("inside")), "Part", [], []));
        await engine.PublishAsync(Draw.Workflow(Draw.Sequence("main", Use(part, "use"))));
        await engine.Client.PublishEventAsync("go", default, null, "go-1", CancellationToken.None);

        InstanceHeader started = Assert.Single(await engine.Store.ListAsync(new InstanceQuery(), CancellationToken.None));
        Assert.Equal("Part", started.DefinitionId);
        DefinitionException refusal = await Assert.ThrowsAsync<DefinitionException>(
            () => engine.PublishAsync(Draw.Workflow(Draw.Sequence("main", Use(part, "use", ("none", Draw.Literal(1))), Draw.Activity("Parts", "typo")))));
        Assert.Equal("$.root.activities[1].type", Assert.Single(refusal.Problems).Path);
    }

    /// <summary>A workflow that says how large a number is, and leaves by that outcome.</summary>
    private static JsonObject Sizing()
    {
        JsonObject sizing = Usable(
            Draw.Sequence(
                "seq",
                Draw.Set("note", "text", Draw.Script("`${getInput('Number')} is ${getInput('Number') > 50 ? 'large' : 'small'}`")),
                Output("Label", "variables.text"),
                Draw.Activity(
                    "Elsa.If", "if",
                    ("condition", Draw.Script("getInput('Number') > 50")),
                    ("then", Draw.Activity("Elsa.Complete", "complete", ("outcomes", Draw.List("Large")))),
                    ("else", Draw.Activity("Elsa.Complete", "small", ("outcomes", Draw.List("Small"))))),
                Draw.Line("never")),
            "Sizing a Number", ["Number"], ["Label"]);
        sizing["outcomes"] = new JsonArray("Large", "Small");
        sizing["variables"] = new JsonArray(Draw.Variable("text", "String"));
        return sizing;
    }

    private static JsonObject Outer(JsonObject use) => Draw.Workflow(
        Draw.Flow(
            "fc",
            [use, Say("large", "`Large: ${variables.answer}`"), Say("small", "`Small: ${variables.answer}`"), Say("done", "`Done: ${variables.answer}`")],
            $"{use["id"]}:Large>large", $"{use["id"]}:Small>small", $"{use["id"]}:Done>done"),
        id: "outer",
        variables: [Draw.Variable("n", "Int32", "7"), Draw.Variable("answer")]);

    private static JsonObject Usable(JsonObject root, string name, string[] inputs, string[] outputs)
    {
        JsonObject workflow = Draw.Workflow(root, id: name, options: new JsonObject { ["usableAsActivity"] = true });
        workflow["inputs"] = new JsonArray([.. inputs.Select(Argument)]);
        workflow["outputs"] = new JsonArray([.. outputs.Select(Argument)]);
        return workflow;

        static JsonNode Argument(string argument) => new JsonObject { ["name"] = argument, ["type"] = "Object" };
    }

    private static JsonObject Use(StoredDefinition workflow, string id, params (string Member, JsonNode? Value)[] members)
    {
        JsonObject use = Draw.Activity(
            string.Concat(workflow.Name.Split(' ').Select(word => char.ToUpperInvariant(word[0]) + word[1..])), id,
            [("workflowDefinitionId", workflow.DefinitionId), ("workflowDefinitionVersionId", workflow.VersionId), .. members]);
        use["version"] = workflow.Version;
        return use;
    }

    private static JsonObject Output(string name, string script)
        => Draw.Activity("Elsa.SetOutput", "out", ("outputName", Draw.Literal(name)), ("outputValue", Draw.Script(script)));

    private static JsonObject InputOf(string name)
        => new() { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = "Input", ["value"] = new JsonObject { ["name"] = name }.ToJsonString() } };

    private static JsonObject Say(string id, string script) => Draw.Activity("Elsa.WriteLine", id, ("text", Draw.Script(script)));
}
