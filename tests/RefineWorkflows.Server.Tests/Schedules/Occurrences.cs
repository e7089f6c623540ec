using Microsoft.Extensions.Logging.Abstractions;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Schedules;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Schedules;

/// <summary>What is started when a schedule is rung for, on a clock that the test sets.</summary>
public sealed class Occurrences : IAsyncLifetime
{
    private const string Key = "timed/clock";
    private readonly SetTime time = new();
    private readonly TempFolder folder = new();
    private Workbench workbench = null!;
    private ScheduleBook book = null!;
    private OccurrenceStarter starter = null!;

    public async Task InitializeAsync()
    {
        workbench = await Workbench.OpenAsync(RefineSettings.Load(folder.Path), TextWriter.Null, TextWriter.Null, default);
        book = new ScheduleBook(workbench.Store, workbench.Store, time, NullLogger.Instance);
        starter = new OccurrenceStarter(book, workbench.Client, time, NullLogger.Instance);
        await PublishAsync("0 * * * *");
        await book.SyncAsync(default);
    }

    public async Task DisposeAsync()
    {
        await workbench.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task An_occurrence_starts_once_however_often_it_is_rung_for()
    {
        time.Now += TimeSpan.FromHours(1);
        DateTimeOffset?[] next = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => starter.RingAsync(Key, default)));
        Assert.All(next, one => Assert.Equal(time.Now.AddHours(1), one));
        InstanceHeader started = Assert.Single(await StartedAsync());
        Assert.StartsWith("20260301-130000-", started.Id.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_starts_before_its_time()
    {
        time.Now += TimeSpan.FromMinutes(59);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.Zero), await starter.RingAsync(Key, default));
        Assert.Empty(await StartedAsync());
    }

    [Fact]
    public async Task A_ring_that_died_before_its_note_starts_nothing_twice()
    {
        Schedule before = (await book.FindAsync(Key, default))!;
        time.Now += TimeSpan.FromHours(1);
        await starter.RingAsync(Key, default);
        await book.NoteAsync(before, before.Through, default);
        await starter.RingAsync(Key, default);
        Assert.Single(await StartedAsync());
    }

    [Theory]
    [InlineData("Skip", 5, new int[0])]
    [InlineData("Once", 5, new[] { 22 })]
    [InlineData("All", 3, new[] { 20, 21, 22 })]
    [InlineData("All", 100, new[] { 13, 14, 15, 16, 17, 18, 19, 20, 21, 22 })]
    public async Task What_was_missed_is_made_up_for_by_the_schedules_own_rule(string policy, int limit, int[] hours)
    {
        await book.SetRuleAsync(Key, new MissedRule(Enum.Parse<MissedPolicy>(policy), limit), default);
        time.Now = new DateTimeOffset(2026, 3, 1, 22, 30, 0, TimeSpan.Zero);
        Assert.Equal(time.Now.AddMinutes(30), await starter.RingAsync(Key, default));
        Assert.Equal(hours.Select(hour => $"20260301-{hour}0000"), (await StartedAsync()).Select(one => one.Id.Value[..15]).Order());
        await starter.RingAsync(Key, default);
        Assert.Equal(hours.Length, (await StartedAsync()).Count);
    }

    [Fact]
    public async Task What_is_hardly_late_is_not_missed()
    {
        await book.SetRuleAsync(Key, new MissedRule(MissedPolicy.Skip, 1), default);
        time.Now += TimeSpan.FromHours(1) + TimeSpan.FromSeconds(59);
        await starter.RingAsync(Key, default);
        Assert.Single(await StartedAsync());
    }

    [Fact]
    public async Task A_clock_that_is_set_back_repeats_nothing_and_misses_nothing()
    {
        DateTimeOffset start = time.Now;
        foreach (double hours in new[] { 1, 2, 1.5, 2, 3, 2.9, 3, 4 })
        {
            time.Now = start.AddHours(hours);
            await starter.RingAsync(Key, default);
        }

        Assert.Equal(4, (await StartedAsync()).Count);
    }

    [Fact]
    public async Task A_clock_that_ran_ahead_for_a_while_does_not_silence_the_schedule()
    {
        DateTimeOffset start = time.Now;
        time.Now = start.AddDays(300);
        await starter.RingAsync(Key, default);
        time.Now = start.AddMinutes(30);
        Assert.Equal(start.AddHours(1), await starter.RingAsync(Key, default));
        time.Now = start.AddHours(1);
        await starter.RingAsync(Key, default);
        Assert.Equal(2, (await StartedAsync()).Count);
    }

    [Fact]
    public async Task A_new_version_with_the_same_times_goes_on_and_other_times_begin_anew()
    {
        time.Now += TimeSpan.FromMinutes(90);
        await PublishAsync("0 * * * *", "another line");
        await book.SyncAsync(default);
        await starter.RingAsync(Key, default);
        Assert.Equal(2, Assert.Single(await StartedAsync()).DefinitionVersion);

        time.Now += TimeSpan.FromHours(3);
        await PublishAsync("30 * * * *");
        await book.SyncAsync(default);
        Assert.Equal(time.Now.AddHours(1), await starter.RingAsync(Key, default));
        Assert.Single(await StartedAsync());
    }

    [Fact]
    public async Task A_rule_stays_with_a_schedule_that_stays()
    {
        await book.SetRuleAsync(Key, new MissedRule(MissedPolicy.All, 7), default);
        await PublishAsync("15 * * * *");
        await book.SyncAsync(default);
        Assert.Equal(new MissedRule(MissedPolicy.All, 7), await book.RuleAsync(Key, default));
    }

    [Fact]
    public async Task A_schedule_that_nobody_publishes_any_more_is_forgotten()
    {
        await workbench.PublishAsync(Sketch.Workflow("timed", Sketch.Sequence(Sketch.Line("no clock"))));
        await book.SetRuleAsync(Key, new MissedRule(MissedPolicy.All, 7), default);
        Assert.Empty(await book.SyncAsync(default));
        Assert.Equal(MissedRule.Default, await book.RuleAsync(Key, default));
        time.Now += TimeSpan.FromHours(5);
        Assert.Null(await starter.RingAsync(Key, default));
        Assert.Empty(await StartedAsync());
    }

    private Task<IReadOnlyList<InstanceHeader>> StartedAsync() => workbench.InstancesAsync("timed");

    private Task PublishAsync(string cron, string line = "hello") => workbench.PublishAsync(TimedBy(cron, line));

    internal static System.Text.Json.Nodes.JsonObject TimedBy(string cron, string line = "hello")
    {
        System.Text.Json.Nodes.JsonObject clock = Sketch.Activity("Elsa.Cron", "clock", ("cronExpression", Sketch.Literal(cron)));
        clock["customProperties"] = new System.Text.Json.Nodes.JsonObject { ["canStartWorkflow"] = true };
        return Sketch.Workflow("timed", Sketch.Sequence(clock, Sketch.Activity("Elsa.WriteLine", "line", ("text", Sketch.Literal(line)))));
    }
}
