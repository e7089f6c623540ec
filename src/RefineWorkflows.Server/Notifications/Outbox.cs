using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Api;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Notifications;

/// <summary>Notices on disk. Each is written once for each end of a run, however often and by however many that end is seen.</summary>
internal sealed class Outbox(Workbench workbench, SubscriptionBook book, TimeProvider time)
{
    private const int PageSize = 1000;
    private const string Through = "through";

    /// <summary>How far back each sweep looks again: ends are dated before they are on disk, by clocks that may differ a little.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private readonly RecordCollection<Notice> open = new(workbench.Store, "notify-open");
    private readonly RecordCollection<Notice> over = new(workbench.Store, "notify-over");
    private readonly RecordCollection<SweepMark> marks = new(workbench.Store, "notify-sweep");
    private readonly RunResources runs = new(workbench.Store, workbench.Client, workbench.Records);

    /// <summary>Ends that were written down by this process and that the next sweep sees again.</summary>
    private readonly HashSet<(InstanceId Run, DateTimeOffset EndedAt)> seen = [];

    /// <summary>Notices that are still to arrive.</summary>
    public async Task<IReadOnlyList<Notice>> OpenAsync(string prefix, CancellationToken cancellationToken)
        => [.. (await open.ListAsync(prefix, int.MaxValue, cancellationToken)).Select(row => row.Value)];

    /// <summary>Notices that have arrived or were given up, without their bodies, for three days at least.</summary>
    public async Task<IReadOnlyList<Notice>> OverAsync(string prefix, CancellationToken cancellationToken)
        => [.. (await over.ListAsync(prefix, int.MaxValue, cancellationToken)).Select(row => row.Value)];

    /// <summary>Whether a notice that is still among the open ones is over all the same: a crash left it there, or somebody else has written it down too late.</summary>
    public async Task<bool> IsOverAsync(Notice notice, CancellationToken cancellationToken) => await over.FindAsync(notice.Key, cancellationToken) is not null;

    /// <summary>Notes what came of an attempt.</summary>
    public async Task PutAsync(Notice notice, CancellationToken cancellationToken)
    {
        if (notice.NextAt is not null)
        {
            await open.PutAsync(notice.Key, notice, cancellationToken);
            return;
        }

        await over.PutAsync(notice.Key, notice with { Body = "" }, cancellationToken);
        await open.DeleteAsync(notice.Key, cancellationToken);
    }

    /// <summary>Takes back a notice that is not to be sent.</summary>
    public Task DropAsync(Notice notice, CancellationToken cancellationToken) => open.DeleteAsync(notice.Key, cancellationToken);

    /// <summary>Writes down what is to be told of an instance, if it has ended.</summary>
    public async Task WriteAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        if (await workbench.Store.FindAsync(instance, cancellationToken) is { } header)
            await WriteAsync(header, await book.ListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Writes down what is to be told of every run that has ended since the last sweep, whoever ran it; then forgets notices that are over and that no sweep will see again.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Subscription> subscriptions = await book.ListAsync(cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset from = (await marks.FindAsync(Through, cancellationToken))?.At - Overlap ?? DateTimeOffset.MinValue;
        if (subscriptions.Count > 0)
        {
            // Nobody is told of what ended before the first of them came.
            DateTimeOffset since = from > subscriptions[0].CreatedAt ? from : subscriptions[0].CreatedAt;
            var query = new InstanceQuery { Status = InstanceStatus.Finished, Finished = new MomentRange { From = since }, Order = InstanceOrder.Finished, Descending = false, Limit = PageSize };
            for (IReadOnlyList<InstanceHeader>? page = null; page is null || page.Count == PageSize; query = query with { Skip = query.Skip + PageSize })
            {
                page = await workbench.Store.ListAsync(query, cancellationToken);
                foreach (InstanceHeader header in page)
                    await WriteAsync(header, subscriptions, cancellationToken);
            }
        }

        seen.RemoveWhere(one => one.EndedAt < from);
        await marks.PutAsync(Through, new SweepMark(now), cancellationToken);
        foreach (Notice old in (await OverAsync("", cancellationToken)).Where(one => one.EndedAt < from && one.CreatedAt < now - Notice.Patience))
            await over.DeleteAsync(old.Key, cancellationToken);
    }

    private async Task WriteAsync(InstanceHeader header, IReadOnlyList<Subscription> subscriptions, CancellationToken cancellationToken)
    {
        if (header.FinishedAt is not { } endedAt || seen.Contains((header.Id, endedAt)) || !subscriptions.Any(one => one.CreatedAt <= endedAt) || await runs.FindAsync(header.Id.Value, cancellationToken) is not { } run)
            return;
        foreach (Subscription subscription in subscriptions.Where(one => one.CreatedAt <= endedAt))
        {
            foreach (string type in subscription.Wishes.Of(run))
            {
                string body = JsonSerializer.Serialize(new { type, timestamp = endedAt, data = run }, ApiJson.Options);
                var notice = new Notice("", subscription.Id, type, run.Id, endedAt, body, time.GetUtcNow()) { NextAt = time.GetUtcNow() };
                notice = notice with { Id = $"msg_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(notice.Key)))[..32]}" };
                if (!await IsOverAsync(notice, cancellationToken))
                    await open.TryAddAsync(notice.Key, notice, cancellationToken);
            }
        }

        seen.Add((header.Id, endedAt));
    }
}
