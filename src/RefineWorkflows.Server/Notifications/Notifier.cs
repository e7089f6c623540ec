using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Refinement;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Notifications;

/// <summary>
/// Tells subscribers of runs that have ended. A notice is on disk before it is sent and until it has arrived or three days
/// are over; one process of a data folder sends. After a crash a notice may come twice, under the same id.
/// </summary>
internal sealed partial class Notifier : IAsyncDisposable
{
    private const int KeptAttempts = 16;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    private readonly Workbench workbench;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly SubscriptionBook book;
    private readonly Outbox outbox;
    private readonly NoticeSender sender;
    private readonly Turn turn;
    private readonly ConcurrentQueue<InstanceId> ended = new();
    private readonly SemaphoreSlim news = new(0);
    private readonly CancellationTokenSource stopping = new();
    private Task loop = Task.CompletedTask;

    public Notifier(Workbench workbench, TimeProvider time)
    {
        this.workbench = workbench;
        this.time = time;
        log = workbench.Logging.CreateLogger<Notifier>();
        book = new SubscriptionBook(workbench.Store, SecretBox.Open(workbench.Settings.Data), time);
        outbox = new Outbox(workbench, book, time);
        sender = new NoticeSender(workbench.Outbound, book, time);
        turn = new Turn(Path.Combine(workbench.Settings.Data, "notify.turn"));
        workbench.Host.Committed += Tell;
    }

    /// <summary>Begins to write down and to send.</summary>
    public void Start() => loop = Task.Run(() => KeepAsync(stopping.Token), CancellationToken.None);

    /// <summary>Writes down what is to be told of the runs that other processes, or an earlier one, have left.</summary>
    public Task SweepAsync(CancellationToken cancellationToken) => outbox.SweepAsync(cancellationToken);

    /// <summary>Makes one attempt for each notice that is due. Of several for one subscriber the next is sent when the one before has arrived.</summary>
    public async Task SendDueAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        var due = (await outbox.OpenAsync("", cancellationToken)).Where(one => one.NextAt <= now).ToLookup(one => one.Subscription);
        if (due.Count == 0)
            return;
        Dictionary<string, Subscription> subscriptions = (await book.ListAsync(cancellationToken)).ToDictionary(one => one.Id);
        await Task.WhenAll(due.Select(group => SendAsync(subscriptions.GetValueOrDefault(group.Key), [.. group.OrderBy(one => one.EndedAt)], cancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        workbench.Host.Committed -= Tell;
        await stopping.CancelAsync();
        await loop;
        turn.Dispose();
        stopping.Dispose();
        news.Dispose();
    }

    private void Tell(InstanceId instance, IReadOnlyList<JournalEntry> entries)
    {
        if (!entries.OfType<StatusChanged>().Any(one => one.Status == InstanceStatus.Finished))
            return;
        ended.Enqueue(instance);
        news.Release();
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset swept = DateTimeOffset.MinValue;
        try
        {
            while (true)
            {
                try
                {
                    while (ended.TryDequeue(out InstanceId instance))
                        await outbox.WriteAsync(instance, cancellationToken);
                    if (turn.TryTake())
                    {
                        if (time.GetUtcNow() - swept >= SweepEvery)
                        {
                            await SweepAsync(cancellationToken);
                            swept = time.GetUtcNow();
                        }

                        await SendDueAsync(cancellationToken);
                    }
                }
                catch (Exception problem) when (problem is WorkflowException or IOException)
                {
                    LogTroubled(problem);
                }

                await news.WaitAsync(LongestRest, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whatever is due is on disk, and whoever comes next sweeps.
        }
    }

    private async Task SendAsync(Subscription? subscription, IReadOnlyList<Notice> due, CancellationToken cancellationToken)
    {
        foreach (Notice notice in due)
        {
            if (subscription is null || await outbox.IsOverAsync(notice, cancellationToken))
            {
                await outbox.DropAsync(notice, cancellationToken);
                continue;
            }

            SendOutcome outcome = await sender.SendAsync(subscription, notice, cancellationToken);
            // What has been sent is noted even if the process is asked to stop meanwhile.
            Notice after = After(notice, outcome);
            await outbox.PutAsync(after, CancellationToken.None);
            if (outcome.Gone)
            {
                await book.RemoveAsync(subscription.Id, CancellationToken.None);
                LogGone(Site(subscription.Url));
                subscription = null;
            }
            else if (!outcome.Delivered)
            {
                LogFailed(notice.Type, notice.Run, Site(subscription.Url), outcome.Problem?.TrimEnd('.'), after.NextAt is null ? "given up" : "trying again");
                return;
            }
        }
    }

    private Notice After(Notice notice, SendOutcome outcome)
    {
        DateTimeOffset now = time.GetUtcNow();
        Notice after = notice with
        {
            Attempts = [.. notice.Attempts.TakeLast(KeptAttempts - 1), now],
            AttemptCount = notice.AttemptCount + 1,
            Problem = outcome.Problem,
            NextAt = null,
        };
        if (outcome.Delivered)
            return after with { DeliveredAt = now };
        DateTimeOffset next = now + Wait(after, outcome);
        return outcome.Gone || next - notice.CreatedAt > Notice.Patience ? after : after with { NextAt = next };
    }

    /// <summary>Exponential backoff with jitter: between half and all of min(6 h, 5 s·2^(n−1)) after the n-th attempt, or as long as the subscriber asks for.</summary>
    private static TimeSpan Wait(Notice after, SendOutcome outcome)
    {
        double whole = Math.Min(LongestWait.TotalSeconds, FirstWait.TotalSeconds * Math.Pow(2, Math.Min(after.AttemptCount - 1, 30)));
        TimeSpan wait = TimeSpan.FromSeconds(whole * (0.5 + (StableRandom.Unit(StableRandom.Hash(after.Id), "notice", after.AttemptCount) / 2)));
        return outcome.RetryAfter is { } asked && asked > wait ? asked : wait;
    }

    /// <summary>Many addresses of webhooks are secrets themselves, so that the log gets no more than whose it is.</summary>
    private static string Site(Uri url) => $"{url.Scheme}://{url.Authority}";

    [LoggerMessage(EventId = 601, EventName = "NotifierTroubled", Level = LogLevel.Warning, Message = "Notices could not be written or sent; trying again.")]
    private partial void LogTroubled(Exception problem);

    [LoggerMessage(EventId = 602, EventName = "NoticeFailed", Level = LogLevel.Warning, Message = "The notice {Type} of run {Run} did not arrive at {Url}: {Problem} ({Then}).")]
    private partial void LogFailed(string type, string run, string url, string? problem, string then);

    [LoggerMessage(EventId = 603, EventName = "SubscriberGone", Level = LogLevel.Warning, Message = "{Url} wants no more notices (410); its subscription is removed.")]
    private partial void LogGone(string url);
}
