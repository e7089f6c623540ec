using RefineWorkflows.Engine.Activities;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Execution;

public sealed class Durability
{
    private static readonly (InstanceStatus, InstanceSubStatus) Finished = (InstanceStatus.Finished, InstanceSubStatus.Finished);

    [Fact]
    public async Task Wherever_the_process_dies_the_loop_ends_the_same_and_nothing_completed_runs_twice()
    {
        (string expected, int entries) = await RunUndisturbedAsync();
        for (int commit = 1; ; commit++)
        {
            bool died = false;
            foreach (bool after in new[] { false, true })
            {
                var server = new PaintActivity.Server();
                using var folder = new TempFolder();
                var id = new InstanceId("crash");
                MortalStore? mortal = null;
                await using (TestEngine first = await TestEngine.OpenAsync(folder.Path, registry => registry.Add(() => new PaintActivity(server)), wrap: store => mortal = new MortalStore(store, commit, after)))
                {
                    await first.PublishAsync(PaintingLoop());
                    await IgnoreDeathAsync(first.Host.RunAsync("paint", new Dictionary<string, JsonElement>(), id, null, CancellationToken.None));
                }

                died |= mortal!.HasDied;
                await using TestEngine second = await TestEngine.OpenAsync(folder.Path, registry => registry.Add(() => new PaintActivity(server)));
                await second.ContinueAsync(id);
                Assert.Equal(Finished, await second.StatusAsync(id));
                Assert.Equal(expected, Summary(await second.StateAsync(id)));
                Assert.Equal(6, server.Jobs);
                AssertNothingCompletedTwice(await second.JournalAsync(id));
                    }

            if (!died)
            {
                Assert.True(commit > 18, $"only {commit} commits were seen for {entries} entries");
                return;
            }
        }
    }

    [Fact]
    public async Task Work_that_a_back_end_still_has_is_asked_about_and_not_handed_over_again()
    {
        var server = new PaintActivity.Server();
        using var folder = new TempFolder();
        var id = new InstanceId("attach");
        // The third commit is the handle of the first picture: created, intent, handle.
        await using (TestEngine first = await TestEngine.OpenAsync(folder.Path, registry => registry.Add(() => new PaintActivity(server)), wrap: store => new MortalStore(store, 2, afterTheWrite: true)))
        {
            await first.PublishAsync(PaintingLoop());
            await IgnoreDeathAsync(first.Host.RunAsync("paint", new Dictionary<string, JsonElement>(), id, null, CancellationToken.None));
        }

        Assert.Equal(1, server.Calls);
        await using TestEngine second = await TestEngine.OpenAsync(folder.Path, registry => registry.Add(() => new PaintActivity(server)));
        await second.ContinueAsync(id);
        Assert.Equal(6, server.Calls);
    }

    [Fact]
    public async Task A_stopped_host_leaves_its_instance_between_two_steps_and_another_continues_it()
    {
        var server = new PaintActivity.Server();
        using var folder = new TempFolder();
        var painting = new TaskCompletionSource();
        server.WorkAsync = async context =>
        {
            painting.TrySetResult();
            await Cancellation.AwaitedAsync(context.CancellationToken);
        };
        InstanceId id = new("stopped");
        await using (TestEngine first = await TestEngine.OpenAsync(folder.Path, registry => registry.Add(() => new PaintActivity(server))))
        {
            await first.PublishAsync(PaintingLoop());
            Task run = first.Host.RunAsync("paint", new Dictionary<string, JsonElement>(), id, null, CancellationToken.None);
            await painting.Task;
            await first.Host.StopAsync();
            await run;
            Assert.Equal((InstanceStatus.Running, InstanceSubStatus.Interrupted), await first.StatusAsync(id));
        }

        server.WorkAsync = _ => Task.CompletedTask;
        await using TestEngine second = await TestEngine.OpenAsync(folder.Path, registry => registry.Add(() => new PaintActivity(server)));
        await second.ContinueAsync(id);
        Assert.Equal(Finished, await second.StatusAsync(id));
        Assert.Equal(6, server.Jobs);
    }

    [Fact]
    public async Task A_full_disk_stops_an_instance_without_an_incident_and_it_goes_on_when_there_is_room()
    {
        var server = new PaintActivity.Server();
        bool full = true;
        server.WorkAsync = context => full && context.Execution.Value > 6 ? throw new InvalidOperationException("'/pictures' could not be written.", new IOException("No space left on device", 28)) : Task.CompletedTask;
        await using TestEngine engine = await TestEngine.OpenAsync(more: registry => registry.Add(() => new PaintActivity(server)));
        await engine.PublishAsync(PaintingLoop());
        var id = new InstanceId("full");

        StorageFullException told = await Assert.ThrowsAsync<StorageFullException>(
            () => engine.Host.RunAsync("paint", new Dictionary<string, JsonElement>(), id, null, CancellationToken.None));

        Assert.Contains("/pictures", told.Message, StringComparison.Ordinal);
        Assert.Equal(InstanceStatus.Running, (await engine.StatusAsync(id)).Item1);
        Assert.Empty((await engine.StateAsync(id)).Incidents);
        full = false;
        await engine.ContinueAsync(id);
        Assert.Equal(Finished, await engine.StatusAsync(id));
        Assert.Equal(6, server.Jobs);
        AssertNothingCompletedTwice(await engine.JournalAsync(id));
    }

    [Fact]
    public async Task Waits_before_further_attempts_are_drawn_from_the_whole_of_their_range()
    {
        var time = new ManualTime();
        DateTimeOffset start = time.GetUtcNow();
        var server = new PaintActivity.Server { WhenAway = new RetryPolicy(30, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)) };
        server.WorkAsync = _ => throw new HttpRequestException("refused");
        using var folder = new TempFolder();
        InstanceId id = new("jitter");
        await using TestEngine engine = await TestEngine.OpenAsync(folder.Path, registry => registry.Add(() => new PaintActivity(server)), time);
        await engine.PublishAsync(PaintingLoop());
        await engine.Host.RunAsync("paint", new Dictionary<string, JsonElement>(), id, null, CancellationToken.None);
        for (int attempt = 2; attempt <= 20; attempt++)
        {
            time.Advance(TimeSpan.FromMinutes(5));
            await engine.ContinueAsync(id);
        }

        double[] waits = [.. (await engine.JournalAsync(id)).OfType<RetryScheduled>().Select(one => (one.DueAt - start).TotalMinutes - (5 * (one.Attempt - 1)))];
        Assert.Equal(20, waits.Length);
        Assert.All(waits, wait => Assert.InRange(wait, 0, 5));
        Assert.True(waits.Min() < 1 && waits.Max() > 4, string.Join(' ', waits));
        Assert.InRange(waits.Average(), 1.5, 3.5);
    }

    [Theory]
    [InlineData(true, 11, true)]
    [InlineData(true, 12, false)]
    [InlineData(false, 3, true)]
    [InlineData(false, 4, false)]
    public async Task How_often_a_step_is_tried_again_depends_on_how_it_failed(bool isAway, int failures, bool ends)
    {
        var time = new ManualTime();
        var server = new PaintActivity.Server { WhenAway = new RetryPolicy(12, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)) };
        server.WorkAsync = _ => failures-- > 0 ? throw (isAway ? new HttpRequestException("refused") : new TimeoutException("busy")) : Task.CompletedTask;
        using var folder = new TempFolder();
        InstanceId id = new("patience");
        await using TestEngine engine = await TestEngine.OpenAsync(folder.Path, registry => registry.Add(() => new PaintActivity(server)), time);
        await engine.PublishAsync(PaintingLoop());
        await engine.Host.RunAsync("paint", new Dictionary<string, JsonElement>(), id, null, CancellationToken.None);
        for (int look = 0; look < 12; look++)
        {
            time.Advance(TimeSpan.FromMinutes(5));
            await engine.ContinueAsync(id);
        }

        Assert.Equal(ends ? Finished : (InstanceStatus.Finished, InstanceSubStatus.Faulted), await engine.StatusAsync(id));
    }

    [Fact]
    public async Task A_failure_that_may_pass_is_tried_again_at_a_due_time_that_survives_the_process()
    {
        var time = new ManualTime();
        var server = new PaintActivity.Server();
        int failures = 2;
        server.WorkAsync = _ => failures-- > 0 ? throw new TimeoutException("the server is busy") : Task.CompletedTask;
        using var folder = new TempFolder();
        InstanceId id = new("retry");
        await using (TestEngine first = await TestEngine.OpenAsync(folder.Path, registry => registry.Add(() => new PaintActivity(server)), time))
        {
            await first.PublishAsync(PaintingLoop());
            await first.Host.RunAsync("paint", new Dictionary<string, JsonElement>(), id, null, CancellationToken.None);
            Assert.Equal((InstanceStatus.Running, InstanceSubStatus.Suspended), await first.StatusAsync(id));
            Assert.NotNull(await first.Store.NextReadyAsync(CancellationToken.None));
        }

        await using TestEngine second = await TestEngine.OpenAsync(folder.Path, registry => registry.Add(() => new PaintActivity(server)), time);
        time.Advance(TimeSpan.FromSeconds(2));
        await second.ContinueAsync(id);
        time.Advance(TimeSpan.FromSeconds(4));
        await second.ContinueAsync(id);
        Assert.Equal(Finished, await second.StatusAsync(id));
        IReadOnlyList<JournalEntry> journal = await second.JournalAsync(id);
        Assert.Equal([1, 2], journal.OfType<RetryScheduled>().Select(one => one.Attempt));
        Assert.Equal(6, server.Jobs);
    }

    [Fact]
    public async Task A_failure_that_stays_becomes_an_incident_that_a_person_can_retry()
    {
        var server = new PaintActivity.Server();
        bool broken = true;
        server.WorkAsync = _ => broken ? throw new InvalidOperationException("no such model") : Task.CompletedTask;
        await using TestEngine engine = await TestEngine.OpenAsync(more: registry => registry.Add(() => new PaintActivity(server)));
        InstanceId id = await engine.RunAsync(PaintingLoop());
        Assert.Equal((InstanceStatus.Finished, InstanceSubStatus.Faulted), await engine.StatusAsync(id));
        Assert.Equal("no such model", (await engine.StateAsync(id)).Incidents.Values.Single().Message);

        broken = false;
        await engine.Client.RetryAsync(id, null, null, CancellationToken.None);
        await engine.ContinueAsync(id);
        Assert.Equal(Finished, await engine.StatusAsync(id));
    }

    [Fact]
    public async Task A_delay_goes_on_when_it_is_due_and_not_before()
    {
        var time = new ManualTime();
        await using TestEngine engine = await TestEngine.OpenAsync(time: time);
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Sequence("main", Draw.Activity("Elsa.Delay", "d", ("timeSpan", Draw.Literal("00:10:00"))), Draw.Line("after"))));
        Assert.Equal(time.GetUtcNow() + TimeSpan.FromMinutes(10), await engine.Store.NextReadyAsync(CancellationToken.None));
        time.Advance(TimeSpan.FromMinutes(9));
        await engine.ContinueAsync(id);
        Assert.Empty(engine.Lines());
        time.Advance(TimeSpan.FromMinutes(1));
        await engine.ContinueAsync(id);
        Assert.Equal(["after"], engine.Lines());
    }

    [Fact]
    public async Task A_paused_instance_hears_nothing_until_it_is_resumed_and_then_misses_nothing()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Sequence("main", Draw.Event("wait", "go"), Draw.Line("after"))));
        await engine.Client.PauseAsync(id, CancellationToken.None);
        await engine.ContinueAsync(id);
        await engine.Client.PublishEventAsync("go", default, null, "key", CancellationToken.None);
        await engine.ContinueAsync(id);
        Assert.Empty(engine.Lines());
        Assert.True((await engine.StateAsync(id)).IsPaused);

        await engine.Client.ResumeAsync(id, CancellationToken.None);
        await engine.ContinueAsync(id);
        Assert.Equal(["after"], engine.Lines());
        Assert.Equal(Finished, await engine.StatusAsync(id));
    }

    [Fact]
    public async Task A_cancelled_instance_closes_every_visit_and_frees_every_bookmark()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Draw.Workflow(Draw.Activity("Elsa.Fork", "fork", ("branches", new JsonArray(Draw.Event("a", "go"), Draw.Sequence("s", Draw.Event("b", "go")))))));
        await engine.Client.CancelAsync(id, CancellationToken.None);
        await engine.ContinueAsync(id);
        Assert.Equal((InstanceStatus.Finished, InstanceSubStatus.Cancelled), await engine.StatusAsync(id));
        Assert.Empty((await engine.StateAsync(id)).Executions);
        Assert.Empty(await engine.Store.ReadBookmarksAsync(id, CancellationToken.None));
        Assert.Equal(5, (await engine.JournalAsync(id)).OfType<ActivityCanceled>().Count());
    }

    [Fact]
    public async Task An_effect_in_flight_is_told_when_its_instance_is_cancelled()
    {
        var server = new PaintActivity.Server();
        var painting = new TaskCompletionSource();
        var told = new TaskCompletionSource();
        server.WorkAsync = async context =>
        {
            painting.TrySetResult();
            context.CancellationToken.Register(() => told.TrySetResult());
            await Cancellation.AwaitedAsync(context.CancellationToken);
        };
        await using TestEngine engine = await TestEngine.OpenAsync(more: registry => registry.Add(() => new PaintActivity(server)));
        await engine.PublishAsync(PaintingLoop());
        var id = new InstanceId("cancelled");
        Task run = engine.Host.RunAsync("paint", new Dictionary<string, JsonElement>(), id, null, CancellationToken.None);
        await painting.Task;
        await engine.Client.CancelAsync(id, CancellationToken.None);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await run.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((InstanceStatus.Finished, InstanceSubStatus.Cancelled), await engine.StatusAsync(id));
    }

    [Fact]
    public async Task A_result_that_comes_before_the_instance_waits_for_it_is_delivered_once()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        StoredDefinition published = await engine.PublishAsync(Loops.RefineUntilGood());
        var id = new InstanceId("early");
        // The first task's id is known in advance: instance and execution. Workflow 1, flowchart 2, start 3, inc 4, render 5.
        Assert.True((await engine.Client.CompleteTaskAsync("early-5", JsonSerializer.SerializeToElement(0.95), CancellationToken.None)).Kept);
        Assert.True((await engine.Client.CompleteTaskAsync("early-5", JsonSerializer.SerializeToElement(0.1), CancellationToken.None)).Duplicate);
        await engine.Host.RunAsync(published.DefinitionId, new Dictionary<string, JsonElement>(), id, null, CancellationToken.None);
        if ((await engine.StatusAsync(id)).SubStatus == InstanceSubStatus.Suspended)
            await engine.ContinueAsync(id);
        Assert.Equal(Finished, await engine.StatusAsync(id));
        Assert.Single(await Loops.TasksAsync(engine, id));
    }

    [Fact]
    public async Task Two_hundred_instances_that_wait_are_resumed_by_eight_callers_and_all_finish()
    {
        await using TestEngine engine = await TestEngine.OpenAsync(options: new HostOptions { TakesWhatIsReady = true, Patience = TimeSpan.FromSeconds(1) });
        await engine.PublishAsync(Draw.Workflow(Draw.Sequence("main", Draw.Activity("Elsa.RunTask", "task", ("taskName", Draw.Literal("work"))), Draw.Line("after")), id: "waiting"));
        InstanceId[] all = [.. Enumerable.Range(0, 200).Select(number => new InstanceId($"wait-{number:d3}"))];
        foreach (InstanceId id in all)
            await engine.Client.StartAsync("waiting", new Dictionary<string, JsonElement>(), id, null, null, CancellationToken.None);
        // Workflow 1, sequence 2, task 3. Some of these come early, some late, all of them twice.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            foreach (InstanceId id in all.Where((_, number) => number % 4 == caller % 4))
                await engine.Client.CompleteTaskAsync($"{id}-3", JsonSerializer.SerializeToElement(caller), CancellationToken.None);
        })));
        await engine.AllFinishAsync(all, TimeSpan.FromSeconds(60));
        Assert.Equal(200, engine.Lines().Length);
    }

    private static JsonObject PaintingLoop() => Draw.Workflow(
        Draw.Activity(
            "Elsa.For", "for",
            ("start", Draw.Literal(1)), ("end", Draw.Literal(6)),
            ("body", Draw.Sequence(
                "body",
                Draw.Activity("Test.Paint", "paint", ("round", Draw.Read("CurrentValue")), ("result", Draw.Into("last"))),
                Draw.Set("remember", "all", Draw.Script("[...variables.all, variables.last]"))))),
        id: "paint",
        variables: [Draw.Variable("last", "String"), Draw.Variable("all", "Object", null)])
        .WithDefault("all", new JsonArray());

    private static async Task<(string Summary, int Entries)> RunUndisturbedAsync()
    {
        var server = new PaintActivity.Server();
        await using TestEngine engine = await TestEngine.OpenAsync(more: registry => registry.Add(() => new PaintActivity(server)));
        await engine.PublishAsync(PaintingLoop());
        InstanceId id = await engine.Host.RunAsync("paint", new Dictionary<string, JsonElement>(), new InstanceId("crash"), null, CancellationToken.None);
        Assert.Equal(Finished, await engine.StatusAsync(id));
        return (Summary(await engine.StateAsync(id)), (await engine.JournalAsync(id)).Count);
    }

    private static string Summary(InstanceState state) => JsonSerializer.Serialize(state.ActivityOutputs, EngineJson.Options) + state.LastExecution;

    private static void AssertNothingCompletedTwice(IReadOnlyList<JournalEntry> journal)
    {
        Assert.Equal(Enumerable.Range(1, journal.Count).Select(number => (long)number), journal.Select(entry => entry.Sequence));
        var completed = new HashSet<long>();
        foreach (JournalEntry entry in journal)
        {
            if (entry is ActivityStarted started)
                Assert.DoesNotContain(started.Execution.Value, completed);
            if (entry is ActivityCompleted done)
                Assert.True(completed.Add(done.Execution.Value));
        }
    }

    private static async Task IgnoreDeathAsync(Task run)
    {
        try
        {
            await run;
        }
        catch (ProcessDiedException)
        {
            // As intended.
        }
    }
}
