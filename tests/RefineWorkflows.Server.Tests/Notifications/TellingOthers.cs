using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Api;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Notifications;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Notifications;

public sealed class TellingOthers : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private readonly SetTime time = new() { Now = TimeProvider.System.GetUtcNow() };
    private Receiver receiver = null!;
    private Workbench workbench = null!;
    private SubscriptionBook book = null!;
    private Outbox outbox = null!;

    public async Task InitializeAsync()
    {
        receiver = await Receiver.StartAsync();
        receiver.Clock = time;
        await OpenAsync();
        await workbench.PublishLineAsync("line");
        await workbench.PublishAsync(Sketch.Workflow("broken", Sketch.Sequence(Sketch.Activity("Elsa.Fault", "fault", ("message", Sketch.Literal("on purpose"))))));
    }

    public async Task DisposeAsync()
    {
        await workbench.DisposeAsync();
        await receiver.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_end_of_a_run_is_told_at_once_signed_and_as_the_API_shows_it()
    {
        receiver.Clock = TimeProvider.System;
        await SubscribeAsync("finished");
        await using var notifier = new Notifier(workbench, TimeProvider.System);
        notifier.Start();
        string run = await RunAsync("line");
        await workbench.UntilAsync(() => Task.FromResult(!receiver.Requests.IsEmpty));

        Receiver.Heard heard = Assert.Single(receiver.Requests);
        Assert.StartsWith("msg_", heard.Id, StringComparison.Ordinal);
        JsonNode body = JsonNode.Parse(heard.Body)!;
        Assert.Equal("run.finished", body["type"]!.GetValue<string>());
        RunResource shown = (await new RunResources(workbench.Store, workbench.Client, workbench.Records).FindAsync(run, default))!;
        Assert.Equal(shown.FinishedAt, body["timestamp"]!.GetValue<DateTimeOffset>());
        Assert.True(JsonNode.DeepEquals(JsonSerializer.SerializeToNode(shown, ApiJson.Options), body["data"]));
    }

    [Fact]
    public async Task Each_event_is_told_to_those_who_want_it_once()
    {
        string finished = await SubscribeAsync("finished");
        string faulted = await SubscribeAsync("faulted");
        string good = await RunAsync("line");
        string bad = await RunAsync("broken");
        await using var notifier = new Notifier(workbench, time);
        await notifier.SweepAsync(default);
        await notifier.SendDueAsync(default);
        await notifier.SweepAsync(default);
        await notifier.SendDueAsync(default);
        await using (var another = new Notifier(workbench, time))
        {
            await another.SweepAsync(default);
            await another.SendDueAsync(default);
        }

        Assert.Equal([("run.faulted", bad), ("run.finished", good)], receiver.Requests.Select(About).Order());
        Assert.Single(await outbox.OverAsync($"{finished}/", default));
        Assert.Single(await outbox.OverAsync($"{faulted}/", default));
        Assert.Equal("on purpose", Reason(receiver.Requests.Single(one => About(one).Type == "run.faulted"))[^10..]);
    }

    [Fact]
    public async Task What_ended_before_somebody_subscribed_is_not_told()
    {
        await RunAsync("line");
        time.Now = TimeProvider.System.GetUtcNow().AddSeconds(1);
        await SubscribeAsync("finished");
        await using var notifier = new Notifier(workbench, time);
        await notifier.SweepAsync(default);
        await notifier.SendDueAsync(default);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_notice_that_was_written_but_not_sent_is_sent_by_the_next_process_once()
    {
        await SubscribeAsync("finished");
        await RunAsync("line");
        var killed = new Notifier(workbench, time);
        await killed.SweepAsync(default);
        Assert.Single(await outbox.OpenAsync("", default));
        await killed.DisposeAsync();
        await workbench.DisposeAsync();

        await OpenAsync();
        await using var notifier = new Notifier(workbench, time);
        await notifier.SweepAsync(default);
        await notifier.SendDueAsync(default);
        await notifier.SendDueAsync(default);
        Assert.NotNull(Assert.Single(receiver.Requests).Id);
        Assert.Empty(await outbox.OpenAsync("", default));
    }

    [Fact]
    public async Task A_notice_that_arrived_before_a_crash_could_be_noted_comes_again_under_the_same_id_at_most()
    {
        await SubscribeAsync("finished");
        await RunAsync("line");
        await using var notifier = new Notifier(workbench, time);
        await notifier.SweepAsync(default);
        Notice before = Assert.Single(await outbox.OpenAsync("", default));
        await notifier.SendDueAsync(default);
        await outbox.PutAsync(before, default);
        await notifier.SendDueAsync(default);
        Assert.Single(receiver.Requests);
        Assert.Empty(await outbox.OpenAsync("", default));
    }

    [Fact]
    public async Task What_does_not_arrive_is_tried_again_with_growing_waits_until_it_does()
    {
        await SubscribeAsync("finished");
        await RunAsync("line");
        foreach (int status in new[] { 500, 404, 302, 503 })
            receiver.Answers.Enqueue(status);
        await using var notifier = new Notifier(workbench, time);
        await notifier.SweepAsync(default);
        for (int attempt = 1; attempt <= 4; attempt++)
        {
            await notifier.SendDueAsync(default);
            await notifier.SendDueAsync(default);
            Notice waiting = Assert.Single(await outbox.OpenAsync("", default));
            Assert.Equal((attempt, attempt), (waiting.AttemptCount, receiver.Requests.Count));
            double wait = (waiting.NextAt!.Value - time.Now).TotalSeconds;
            Assert.InRange(wait, 2.5 * Math.Pow(2, attempt - 1), 5 * Math.Pow(2, attempt - 1));
            time.Now = waiting.NextAt.Value;
        }

        await notifier.SendDueAsync(default);
        Assert.Equal(5, receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(one => one.Id).Distinct());
        Notice arrived = Assert.Single(await outbox.OverAsync("", default));
        Assert.Equal((5, null, time.Now), (arrived.Attempts.Count, arrived.Problem, arrived.DeliveredAt));
    }

    [Fact]
    public async Task After_three_days_a_notice_is_given_up_and_later_forgotten()
    {
        string id = await SubscribeAsync("finished");
        await RunAsync("line");
        await using var notifier = new Notifier(workbench, time);
        await notifier.SweepAsync(default);
        DateTimeOffset begin = time.Now;
        while (await outbox.OpenAsync("", default) is [Notice waiting])
        {
            receiver.Answers.Enqueue(500);
            time.Now = waiting.NextAt!.Value;
            await notifier.SendDueAsync(default);
        }

        Notice over = Assert.Single(await outbox.OverAsync($"{id}/", default));
        Assert.InRange((time.Now - begin).TotalHours, 60, 72);
        Assert.InRange(over.AttemptCount, 15, 40);
        Assert.Equal((16, "answered with 500", null), (over.Attempts.Count, over.Problem, over.DeliveredAt));
        time.Now += TimeSpan.FromDays(1);
        await notifier.SweepAsync(default);
        time.Now += TimeSpan.FromMinutes(6);
        await notifier.SweepAsync(default);
        Assert.Empty(await outbox.OverAsync("", default));
        Assert.Empty(await outbox.OpenAsync("", default));
    }

    [Fact]
    public async Task Who_asks_to_be_left_alone_is()
    {
        await SubscribeAsync("finished");
        await RunAsync("line");
        receiver.Answers.Enqueue(429);
        await using var notifier = new Notifier(workbench, time);
        await notifier.SweepAsync(default);
        await notifier.SendDueAsync(default);
        Assert.Equal(time.Now.AddSeconds(600), Assert.Single(await outbox.OpenAsync("", default)).NextAt);
    }

    [Fact]
    public async Task Who_is_gone_is_told_nothing_more()
    {
        await SubscribeAsync("finished");
        await RunAsync("line");
        await RunAsync("line");
        receiver.Answers.Enqueue(410);
        await using var notifier = new Notifier(workbench, time);
        await notifier.SweepAsync(default);
        await notifier.SendDueAsync(default);
        Assert.Single(receiver.Requests);
        Assert.Empty(await book.ListAsync(default));
        Assert.Empty(await outbox.OpenAsync("", default));
    }

    [Fact]
    public async Task An_address_inside_is_refused_and_a_redirect_that_loses_the_notice_is_no_arrival()
    {
        await workbench.DisposeAsync();
        await OpenAsync(allowed: false);
        await SubscribeAsync("finished");
        await RunAsync("line");
        await using (var notifier = new Notifier(workbench, time))
        {
            await notifier.SweepAsync(default);
            await notifier.SendDueAsync(default);
        }

        Assert.Contains("Http:AllowedHosts", Assert.Single(await outbox.OpenAsync("", default)).Problem, StringComparison.Ordinal);
        await workbench.DisposeAsync();
        await OpenAsync();
        var moved = new Subscription("moved", new Uri(receiver.Url, "/moved"), new Wishes(true, false, null), SecretBox.Open(folder.Path).Seal("subscription 'moved'", Receiver.Secret), time.Now);
        SendOutcome outcome = await new NoticeSender(workbench.Outbound, book, time).SendAsync(moved, Assert.Single(await outbox.OpenAsync("", default)), default);
        Assert.Equal((false, true), (outcome.Delivered, outcome.Problem!.Contains("redirects", StringComparison.Ordinal)));
        Assert.Empty(receiver.Requests);
    }

    private static (string Type, string Run) About(Receiver.Heard heard)
    {
        JsonNode body = JsonNode.Parse(heard.Body)!;
        return (body["type"]!.GetValue<string>(), body["data"]!["id"]!.GetValue<string>());
    }

    private static string Reason(Receiver.Heard heard) => JsonNode.Parse(heard.Body)!["data"]!["reason"]!.GetValue<string>();

    private async Task OpenAsync(bool allowed = true)
    {
        RefineSettings settings = RefineSettings.Load(folder.Path);
        settings = settings with { Engine = settings.Engine with { TakesWhatIsReady = true }, AllowedHosts = allowed ? [receiver.Host] : [] };
        workbench = await Workbench.OpenAsync(settings, TextWriter.Null, TextWriter.Null, CancellationToken.None);
        workbench.Host.Start();
        book = new SubscriptionBook(workbench.Store, SecretBox.Open(folder.Path), time);
        outbox = new Outbox(workbench, book, time);
    }

    private async Task<string> SubscribeAsync(string wishes) => (await book.AddAsync(receiver.Url, Wishes.TryParse(wishes)!, Receiver.Secret, default)).Id;

    private async Task<string> RunAsync(string definition)
    {
        InstanceId run = await workbench.Client.StartAsync(new StartRequest { DefinitionId = definition }, default);
        InstanceHeader header = await workbench.FinishedAsync(run.Value);
        // The clock that stands must not be behind the end.
        if (header.FinishedAt > time.Now)
            time.Now = header.FinishedAt.Value;
        return run.Value;
    }
}
