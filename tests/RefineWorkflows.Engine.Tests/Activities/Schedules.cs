using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Activities;

public sealed class Schedules
{
    private static readonly DateTimeOffset NewYear = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Elsa.Cron", "cronExpression", "0 9 * * 1-5", """{"cron":"0 9 * * 1-5"}""")]
    [InlineData("Elsa.Timer", "interval", "00:05:00", """{"interval":"00:05:00"}""")]
    [InlineData("Elsa.StartAt", "dateTime", "2026-05-01T09:00:00Z", """{"at":"2026-05-01T09:00:00+00:00"}""")]
    public async Task A_published_trigger_says_its_schedule(string type, string member, string value, string payload)
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        await engine.PublishAsync(Draw.Workflow(Trigger(type, member, value)));

        TriggerRow row = Assert.Single(await engine.Database.FindTriggersAsync(type, StimulusHash.Compute(type, JsonDocument.Parse(payload).RootElement), CancellationToken.None));
        Assert.Equal(payload, Encoding.UTF8.GetString(row.Payload.Span));
        Assert.Equal("when", row.ActivityId);
    }

    [Fact]
    public async Task A_zone_is_part_of_the_schedule()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        JsonObject cron = Trigger("Elsa.Cron", "cronExpression", "0 9 * * *");
        cron["timeZone"] = Draw.Literal("Europe/Berlin");
        await engine.PublishAsync(Draw.Workflow(cron));

        const string payload = """{"cron":"0 9 * * *","timeZone":"Europe/Berlin"}""";
        Assert.Single(await engine.Database.FindTriggersAsync("Elsa.Cron", StimulusHash.Compute("Elsa.Cron", JsonDocument.Parse(payload).RootElement), CancellationToken.None));
    }

    [Theory]
    [InlineData("Elsa.Timer", "interval", "00:05:00", "2026-01-01T00:05:00Z")]
    [InlineData("Elsa.Cron", "cronExpression", "0 9 * * *", "2026-01-01T09:00:00Z")]
    [InlineData("Elsa.StartAt", "dateTime", "2026-01-02T10:00:00Z", "2026-01-02T10:00:00Z")]
    public async Task In_the_middle_it_waits_for_the_next_moment(string type, string member, string value, string due)
    {
        var time = new ManualTime(NewYear);
        await using TestEngine engine = await TestEngine.OpenAsync(time: time);
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Sequence("main", Draw.Activity(type, "when", (member, Draw.Literal(value))), Draw.Line("after"))));

        Assert.Equal(DateTimeOffset.Parse(due, CultureInfo.InvariantCulture), Assert.Single(await engine.Store.ReadBookmarksAsync(id, CancellationToken.None)).DueAt);
        time.Advance(DateTimeOffset.Parse(due, CultureInfo.InvariantCulture) - NewYear - TimeSpan.FromSeconds(1));
        await engine.ContinueAsync(id);
        Assert.Empty(engine.Lines());
        time.Advance(TimeSpan.FromSeconds(1));
        await engine.ContinueAsync(id);
        Assert.Equal(["after"], engine.Lines());
    }

    [Fact]
    public async Task Rung_as_a_trigger_it_does_not_wait_and_the_next_time_round_it_does()
    {
        var time = new ManualTime(NewYear);
        await using TestEngine engine = await TestEngine.OpenAsync(time: time);
        await engine.PublishAsync(Draw.Workflow(Draw.Flow("fc", [Trigger("Elsa.Timer", "interval", "00:05:00"), Draw.Line("ring")], "when>ring", "ring>when")));
        InstanceId id = await engine.Host.RunAsync(new StartRequest { DefinitionId = "test", TriggerActivityId = "when" }, CancellationToken.None);

        Assert.Equal(["ring"], engine.Lines());
        Assert.Equal(NewYear.AddMinutes(5), Assert.Single(await engine.Store.ReadBookmarksAsync(id, CancellationToken.None)).DueAt);
    }

    [Fact]
    public async Task A_moment_that_has_passed_is_not_waited_for()
    {
        await using TestEngine engine = await TestEngine.OpenAsync(time: new ManualTime(NewYear));
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Sequence("main", Draw.Activity("Elsa.StartAt", "when", ("dateTime", Draw.Literal("2025-12-31T00:00:00Z"))), Draw.Line("after"))));

        Assert.Equal(InstanceStatus.Finished, (await engine.StatusAsync(id)).Status);
    }

    [Theory]
    [InlineData("Elsa.Cron", "cronExpression", "0 9 L * *", "L, W and #")]
    [InlineData("Elsa.Cron", "cronExpression", null, "0 fields")]
    [InlineData("Elsa.Timer", "interval", "00:00:00", "never passes")]
    [InlineData("Elsa.Timer", "interval", "soon", "soon")]
    [InlineData("Elsa.StartAt", "dateTime", null, "say when")]
    public async Task A_schedule_that_makes_no_sense_is_refused_at_publishing(string type, string member, string? value, string told)
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        JsonObject drawn = Draw.Activity(type, "when");
        if (value is not null)
            drawn[member] = Draw.Literal(value);
        DefinitionException refusal = await Assert.ThrowsAsync<DefinitionException>(() => engine.PublishAsync(Draw.Workflow(drawn)));

        DefinitionProblem problem = Assert.Single(refusal.Problems);
        Assert.Equal($"$.root.{member}", problem.Path);
        Assert.Contains(told, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_that_nobody_knows_is_refused_at_publishing()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        JsonObject cron = Trigger("Elsa.Cron", "cronExpression", "0 9 * * *");
        cron["timeZone"] = Draw.Literal("Europe/Nowhere");

        DefinitionException refusal = await Assert.ThrowsAsync<DefinitionException>(() => engine.PublishAsync(Draw.Workflow(cron)));
        Assert.Contains("Europe/Nowhere", Assert.Single(refusal.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Elsa.Timer", "interval", "'00:0' + variables.minutes + ':00'", "00:05:00")]
    [InlineData("Elsa.Cron", "cronExpression", "`${getMinutes()} 9 * * *`", "5 9 * * *")]
    public async Task A_schedule_that_is_computed_is_computed_when_it_is_published(string type, string member, string script, string expected)
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        JsonObject trigger = Trigger(type, member, "");
        trigger[member] = Draw.Script(script);
        StoredDefinition published = await engine.PublishAsync(Draw.Workflow(trigger, variables: [Draw.Variable("minutes", "Int32", "5")]));

        TriggerRow row = Assert.Single(await engine.Database.ListTriggersAsync(type, CancellationToken.None));
        Assert.Contains(expected, Encoding.UTF8.GetString(row.Payload.Span), StringComparison.Ordinal);
        Assert.Contains("JavaScript", published.Json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.there", "$.root.cronExpression.expression.value")]
    [InlineData("'at dawn'", "$.root.cronExpression")]
    public async Task A_computed_schedule_that_is_none_is_refused_by_its_path(string script, string path)
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        JsonObject cron = Trigger("Elsa.Cron", "cronExpression", "");
        cron["cronExpression"] = Draw.Script(script);

        DefinitionException refusal = await Assert.ThrowsAsync<DefinitionException>(() => engine.PublishAsync(Draw.Workflow(cron)));
        Assert.Equal(path, Assert.Single(refusal.Problems).Path);
    }

    private static JsonObject Trigger(string type, string member, string value)
        => Draw.Activity(type, "when", (member, Draw.Literal(value)), ("customProperties", new JsonObject { ["canStartWorkflow"] = true }));
}
