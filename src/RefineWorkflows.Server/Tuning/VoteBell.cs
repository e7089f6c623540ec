using System.Text.Json;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Tuning;

/// <summary>
/// Publishes the event <c>refine-votes</c> when a user has voted so many times again; the sleeptime tuner begins with it.
/// While the tuner works on, it waits: what comes together in the meantime is rung for once.
/// </summary>
internal sealed partial class VoteBell : IAsyncDisposable
{
    /// <summary>What is published; its payload names the user and the number of votes.</summary>
    public const string EventName = "refine-votes";

    private const int Page = 500;
    private const string TunerDefinition = "sleeptime-tuner";

    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(500);

    private readonly Workbench workbench;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly RecordCollection<Rung> rung;
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim news = new(1, 1);
    private Task loop = Task.CompletedTask;

    public VoteBell(Workbench workbench, TimeProvider time)
    {
        this.workbench = workbench;
        this.time = time;
        log = workbench.Logging.CreateLogger<VoteBell>();
        rung = new RecordCollection<Rung>(workbench.Store, "votes-rung");
    }

    /// <summary>Begins to listen for votes.</summary>
    public void Start()
    {
        workbench.Store.Changed += Tell;
        loop = Task.Run(() => ListenAsync(stopping.Token), CancellationToken.None);
    }

    /// <summary>Rings for whoever is due.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (VoteHead head in await workbench.Votes.UsersAsync(cancellationToken))
        {
            Rung before = await rung.FindAsync(head.User, cancellationToken) ?? new Rung(head.ForgottenThrough, 0);
            Rung now = await CountAsync(head.User, before, cancellationToken);
            long due = Due(now.Votes, workbench.Settings.Tuner.Frequency, workbench.Settings.Tuner.FiresOnFirst);
            if (due <= before.Votes)
                continue;
            if (await IsTunerBusyAsync(cancellationToken))
                return;
            // The key makes it one event, however often a process dies between it and the row.
            await workbench.Client.PublishEventAsync(EventName, JsonSerializer.SerializeToElement(new { user = head.User, votes = due }), null, $"event:{EventName}/{head.User}/{head.ForgottenThrough}/{due}", cancellationToken);
            await rung.PutAsync(head.User, now, cancellationToken);
            LogRung(head.User, due);
        }
    }

    public async ValueTask DisposeAsync()
    {
        workbench.Store.Changed -= Tell;
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
        news.Dispose();
    }

    /// <summary>The last vote up to now that is rung for: every <paramref name="frequency"/>-th, or the first and every so many after it. 0 for none yet.</summary>
    internal static long Due(long votes, int frequency, bool onFirst)
        => onFirst ? (votes == 0 ? 0 : ((votes - 1) / frequency * frequency) + 1) : votes / frequency * frequency;

    private void Tell()
    {
        lock (news)
        {
            if (news.CurrentCount == 0)
                news.Release();
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await news.WaitAsync(LongestRest, cancellationToken);
                try
                {
                    await LookAsync(cancellationToken);
                }
                catch (Exception problem) when (problem is WorkflowException or IOException)
                {
                    LogTroubled(problem);
                }

                await Task.Delay(ShortestRest, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped between two looks; the next process goes on from the rows.
        }
    }

    private async Task<bool> IsTunerBusyAsync(CancellationToken cancellationToken)
        => await workbench.Store.CountAsync(new InstanceQuery { DefinitionId = TunerDefinition, Status = InstanceStatus.Running }, cancellationToken) > 0;

    /// <summary>What loops chose is no vote.</summary>
    private async Task<Rung> CountAsync(string user, Rung rung, CancellationToken cancellationToken)
    {
        while (await workbench.Votes.ListAsync(user, rung.Through, Page, cancellationToken) is { Count: > 0 } page)
            rung = new Rung(page[^1].Sequence, rung.Votes + page.Count(vote => vote.Source != PairSource.Machine));
        return rung;
    }

    /// <param name="Through">The last number that was counted.</param>
    /// <param name="Votes">Votes of people up to there.</param>
    private sealed record Rung(long Through, long Votes);

    [LoggerMessage(EventId = 1121, EventName = "VotesRung", Level = LogLevel.Information, Message = "{User} has voted {Votes} times; the tuner is rung for.")]
    private partial void LogRung(string user, long votes);

    [LoggerMessage(EventId = 1122, EventName = "VotesTroubled", Level = LogLevel.Warning, Message = "Votes could not be listened for; trying again.")]
    private partial void LogTroubled(Exception problem);
}
