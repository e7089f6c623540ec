using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Execution;

public sealed class Starting
{
    [Fact]
    public async Task A_version_is_started_that_is_not_the_published_one()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        StoredDefinition first = await engine.PublishAsync(Draw.Workflow(Draw.Line("old")));
        StoredDefinition second = await engine.PublishAsync(Draw.Workflow(Draw.Line("new")));
        Assert.NotEqual(first.VersionId, second.VersionId);

        InstanceId id = await engine.Host.RunAsync(new StartRequest { DefinitionId = "test", VersionId = first.VersionId }, CancellationToken.None);
        await engine.Host.RunAsync(new StartRequest { DefinitionId = "test" }, CancellationToken.None);

        Assert.Equal(["old", "new"], engine.Lines());
        Assert.Equal(first.VersionId, (await engine.Store.FindAsync(id, CancellationToken.None))!.DefinitionVersionId);
    }

    [Fact]
    public async Task A_running_instance_stays_on_its_version_while_another_is_published()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Sequence("main", Draw.Event("wait", "go"), Draw.Line("old"))));
        await engine.PublishAsync(Draw.Workflow(Draw.Sequence("main", Draw.Event("wait", "go"), Draw.Line("new"))));
        await using TestEngine other = await TestEngine.OpenAsync(engine.Folder);
        await other.Client.PublishEventAsync("go", default, null, "go-1", CancellationToken.None);
        await other.ContinueAsync(id);

        Assert.Equal(["old"], other.Lines());
    }

    [Fact]
    public async Task A_start_at_a_trigger_begins_there_and_does_not_wait()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.PublishAsync(TwoTriggers());
        InstanceId id = await engine.Host.RunAsync(
            new StartRequest { DefinitionId = "test", TriggerActivityId = "second", Name = "by hand", CorrelationId = "c", Parent = new InstanceId("mother") }, CancellationToken.None);

        Assert.Equal(["after-second"], engine.Lines());
        InstanceHeader header = (await engine.Store.FindAsync(id, CancellationToken.None))!;
        Assert.Equal(("by hand", "c", new InstanceId("mother")), (header.Name, header.CorrelationId, header.Parent));
    }

    [Fact]
    public async Task What_does_not_exist_cannot_be_started()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        StoredDefinition published = await engine.PublishAsync(TwoTriggers());

        await Assert.ThrowsAsync<ActivityMissingException>(() => engine.Client.StartAsync(new StartRequest { DefinitionId = "test", TriggerActivityId = "third" }, CancellationToken.None));
        await Assert.ThrowsAsync<DefinitionMissingException>(() => engine.Client.StartAsync(new StartRequest { DefinitionId = "nothing" }, CancellationToken.None));
        await Assert.ThrowsAsync<DefinitionMissingException>(() => engine.Client.StartAsync(new StartRequest { DefinitionId = "test", VersionId = "nothing" }, CancellationToken.None));
        await Assert.ThrowsAsync<DefinitionMissingException>(() => engine.Client.StartAsync(new StartRequest { DefinitionId = "other", VersionId = published.VersionId }, CancellationToken.None));
        Assert.Empty(await engine.Store.ListAsync(new InstanceQuery(), CancellationToken.None));
    }

    [Theory]
    [InlineData("Elsa.Workflows.ActivationValidators.SingletonStrategy, Elsa.Workflows.Core", null, true)]
    [InlineData("SingletonStrategy", null, true)]
    [InlineData("CorrelatedSingletonStrategy", "c", true)]
    [InlineData("CorrelatedSingletonStrategy", "other", false)]
    [InlineData("CorrelationStrategy", "c", true)]
    [InlineData("AllowAlwaysStrategy", "c", false)]
    [InlineData(null, "c", false)]
    public async Task An_activation_strategy_is_kept_on_every_way_to_start(string? strategy, string? correlation, bool refused)
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        JsonObject options = strategy is null ? [] : new JsonObject { ["activationStrategyType"] = strategy };
        await engine.PublishAsync(Draw.Workflow(
            Draw.Sequence("main", Trigger("start", "begin"), Draw.Event("wait", "never")),
            options: options));
        await engine.Host.RunAsync(new StartRequest { DefinitionId = "test", CorrelationId = "c" }, CancellationToken.None);
        var again = new StartRequest { DefinitionId = "test", CorrelationId = correlation };

        if (refused)
        {
            await Assert.ThrowsAsync<ActivationRefusedException>(() => engine.Client.StartAsync(again, CancellationToken.None));
            await Assert.ThrowsAsync<ActivationRefusedException>(() => engine.Host.RunAsync(again, CancellationToken.None));
        }
        else
        {
            await engine.Client.StartAsync(again, CancellationToken.None);
        }

        int before = (await engine.Store.ListAsync(new InstanceQuery(), CancellationToken.None)).Count;
        await engine.Client.PublishEventAsync("begin", default, correlation, "begin-1", CancellationToken.None);
        Assert.Equal(before + (refused ? 0 : strategy?.StartsWith("CorrelatedSingleton", StringComparison.Ordinal) == true ? 0 : 1), (await engine.Store.ListAsync(new InstanceQuery(), CancellationToken.None)).Count);
    }

    [Theory]
    [InlineData("activationStrategyType")]
    [InlineData("incidentStrategyType")]
    public async Task A_strategy_that_nobody_knows_is_refused_at_publishing(string option)
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        DefinitionException refusal = await Assert.ThrowsAsync<DefinitionException>(
            () => engine.PublishAsync(Draw.Workflow(Draw.Line("a"), options: new JsonObject { [option] = "My.OwnStrategy, Mine" })));

        Assert.Equal($"$.options.{option}", Assert.Single(refusal.Problems).Path);
    }

    [Fact]
    public async Task An_unknown_activity_is_refused_at_publishing_by_name_and_place()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        DefinitionException refusal = await Assert.ThrowsAsync<DefinitionException>(
            () => engine.PublishAsync(Draw.Workflow(Draw.Sequence("main", Draw.Line("a"), Draw.Activity("Acme.Rocket", "boom")))));

        DefinitionProblem problem = Assert.Single(refusal.Problems);
        Assert.Equal("$.root.activities[1].type", problem.Path);
        Assert.Contains("Acme.Rocket", problem.Message, StringComparison.Ordinal);
        Assert.Null(await engine.Catalog.FindLatestAsync("test", CancellationToken.None));
    }

    [Fact]
    public async Task A_draft_keeps_an_unknown_activity_member_by_member()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        using var versions = new DefinitionVersions(engine.Database, engine.Catalog, TimeProvider.System);
        JsonObject rocket = Draw.Activity("Acme.Rocket", "boom", ("fuel", new JsonObject { ["typeName"] = "Kerosene", ["expression"] = new JsonObject { ["type"] = "Rust", ["value"] = "let x = 1;" } }));
        rocket["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = 1.5, ["y"] = -0.0 } } };
        StoredDefinition draft = await versions.SaveDraftAsync(null, Draw.Workflow(Draw.Sequence("main", rocket)), CancellationToken.None);

        JsonNode kept = JsonNode.Parse(draft.Json)!["root"]!["activities"]![0]!;
        Assert.True(JsonNode.DeepEquals(rocket, kept), kept.ToJsonString());
        DefinitionException refusal = await Assert.ThrowsAsync<DefinitionException>(() => versions.PublishAsync(draft.DefinitionId, CancellationToken.None));
        Assert.Contains("Acme.Rocket", Assert.Single(refusal.Problems).Message, StringComparison.Ordinal);
    }

    private static JsonObject TwoTriggers() => Draw.Workflow(Draw.Flow(
        "fc",
        [Trigger("first", "one"), Trigger("second", "two"), Draw.Line("after-first"), Draw.Line("after-second")],
        "first>after-first", "second>after-second"));

    private static JsonObject Trigger(string id, string eventName)
    {
        JsonObject trigger = Draw.Event(id, eventName);
        trigger["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return trigger;
    }
}
