using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Execution;

/// <summary>What users of Elsa have met, held against this engine.</summary>
public sealed class PublicReports
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_commit_that_fails_half_way_leaves_an_instance_that_goes_on_as_if_nothing_had_been()
    {
        using var folder = new TempFolder();
        await using TestEngine engine = await TestEngine.OpenAsync(folder.Path);
        await engine.PublishAsync(Loops.RefineUntilGood());
        var id = new InstanceId("half");

        // By the time the task's row is refused, the entries and the bookmark of the same step have been written.
        Execute(folder, "CREATE TRIGGER half_way BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'half-way'); END");
        await Assert.ThrowsAnyAsync<Exception>(() => engine.Host.RunAsync(new StartRequest { DefinitionId = "refine", Id = id }, CancellationToken.None));
        Assert.Empty(await engine.Store.ReadBookmarksAsync(id, CancellationToken.None));
        Assert.Single(await engine.JournalAsync(id));
        Execute(folder, "DROP TRIGGER half_way");

        Assert.True(await engine.ContinueAsync(id));
        Assert.Equal((InstanceStatus.Running, InstanceSubStatus.Suspended), await engine.StatusAsync(id));
        Assert.Single(await engine.Store.ReadBookmarksAsync(id, CancellationToken.None));
        Assert.Single(await Loops.TasksAsync(engine, id));
        await engine.Client.CompleteTaskAsync((await Loops.TasksAsync(engine, id))[0].Id, JsonSerializer.SerializeToElement(1.0), CancellationToken.None);
        await engine.ContinueAsync(id);
        Assert.Equal((InstanceStatus.Finished, InstanceSubStatus.Finished), await engine.StatusAsync(id));
        Assert.Single((await engine.JournalAsync(id)).OfType<ActivityScheduled>(), one => one.Activity == "inc");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_bookmarks_that_are_resumed_in_rapid_succession_are_all_gone_on_from(bool byOneEvent)
    {
        const int waiters = 60;
        await using TestEngine engine = await TestEngine.OpenAsync(options: new HostOptions());
        await engine.PublishAsync(Draw.Workflow(Draw.Activity(
            "Elsa.ParallelForEach", "each",
            ("items", Draw.List([.. Enumerable.Range(0, waiters).Select(n => (JsonNode?)n)])),
            ("body", Draw.Sequence(
                "body",
                Draw.Activity("Elsa.Event", "wait", ("eventName", Draw.Script(byOneEvent ? "'go'" : "`go-${getCurrentValue()}`"))),
                Draw.Activity("Elsa.WriteLine", "done", ("text", Draw.Script("getCurrentValue()"))))))));
        InstanceId id = await engine.Client.StartAsync(new StartRequest { DefinitionId = "test" }, CancellationToken.None);
        await UntilAsync(engine, async () => (await engine.Store.ReadBookmarksAsync(id, CancellationToken.None)).Count == waiters);

        if (byOneEvent)
            await engine.Client.PublishEventAsync("go", default, null, "all", CancellationToken.None);
        else
            await Task.WhenAll(Enumerable.Range(0, waiters).Select(n => engine.Client.PublishEventAsync($"go-{n}", default, null, $"key-{n}", CancellationToken.None)));
        await engine.AllFinishAsync([id], Patience);

        Assert.Equal(Enumerable.Range(0, waiters), engine.Lines().Select(int.Parse).Order());
    }

    [Fact]
    public async Task A_resume_right_after_the_suspension_or_just_before_it_is_not_lost()
    {
        const int instances = 60;
        await using TestEngine engine = await TestEngine.OpenAsync(options: new HostOptions());
        await engine.PublishAsync(Draw.Workflow(Draw.Sequence(
            "main", Draw.Activity("Elsa.Event", "wait", ("eventName", Draw.Script("getInput('Name')"))), Draw.Activity("Elsa.WriteLine", "done", ("text", Draw.Script("getInput('Name')"))))));
        InstanceId[] ids = await Task.WhenAll(Enumerable.Range(0, instances).Select(async n =>
        {
            string name = $"event-{n}";
            var request = new StartRequest { DefinitionId = "test", Input = new Dictionary<string, JsonElement> { ["Name"] = JsonSerializer.SerializeToElement(name) } };

            // Some before the instance exists, some while it runs, some when it may have come to rest.
            if (n % 3 == 0)
                await engine.Client.PublishEventAsync(name, default, null, name, CancellationToken.None);
            InstanceId id = await engine.Client.StartAsync(request, CancellationToken.None);
            if (n % 3 == 1)
                await engine.Client.PublishEventAsync(name, default, null, name, CancellationToken.None);
            if (n % 3 == 2)
            {
                await UntilAsync(engine, async () => (await engine.StatusAsync(id)).SubStatus == InstanceSubStatus.Suspended);
                await engine.Client.PublishEventAsync(name, default, null, name, CancellationToken.None);
            }

            return id;
        }));
        await engine.AllFinishAsync(ids, Patience);

        Assert.Equal(Enumerable.Range(0, instances).Select(n => $"event-{n}").Order(), engine.Lines().Order());
    }

    [Fact]
    public async Task A_burst_is_told_of_what_arrived_for_it_and_of_nothing_else()
    {
        var reads = new ConcurrentDictionary<InstanceId, int>();
        var painting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = new PaintActivity.Server
        {
            WorkAsync = async context =>
            {
                painting.TrySetResult();
                await Cancellation.AwaitedAsync(context.CancellationToken);
            },
        };
        await using TestEngine engine = await TestEngine.OpenAsync(
            more: registry => registry.Add(() => new PaintActivity(server)), options: new HostOptions { InboxInterval = TimeSpan.FromMilliseconds(1) }, wrap: store => CountedStore.Around(store, reads));
        await engine.PublishAsync(Draw.Workflow(Draw.Activity("Test.Paint", "paint", ("round", Draw.Literal(1))), id: "busy"));
        await engine.PublishAsync(Draw.Workflow(Draw.Event("wait", "go"), id: "other"));
        InstanceId busy = await engine.Client.StartAsync("busy", new Dictionary<string, JsonElement>(), null, null, null, CancellationToken.None);
        await painting.Task;

        // Twenty instances begin, rest, hear an event and end: news for them alone.
        InstanceId[] others = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => engine.Client.StartAsync("other", new Dictionary<string, JsonElement>(), null, null, null, CancellationToken.None)));
        foreach (InstanceId other in others)
            await UntilAsync(engine, async () => (await engine.StatusAsync(other)).SubStatus == InstanceSubStatus.Suspended);
        await engine.Client.PublishEventAsync("go", default, null, "go", CancellationToken.None);
        await engine.AllFinishAsync(others, Patience);
        Assert.Equal(0, reads.GetValueOrDefault(busy));

        await engine.Client.CancelAsync(busy, CancellationToken.None);
        await engine.AllFinishAsync([busy], Patience);
        Assert.True(reads[busy] > 0);
    }

    private static async Task UntilAsync(TestEngine engine, Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var changed = new SemaphoreSlim(0);
        void Signal() => changed.Release();
        engine.Store.Changed += Signal;
        try
        {
            while (!await holds())
                await changed.WaitAsync(TimeSpan.FromMilliseconds(50), limit.Token);
        }
        finally
        {
            engine.Store.Changed -= Signal;
        }
    }

    private static void Execute(TempFolder folder, string sql)
    {
        using SqliteDatabase database = SqliteDatabase.OpenToWrite(Path.Combine(folder.Path, "engine.db"));
        database.Execute(sql);
    }
}
