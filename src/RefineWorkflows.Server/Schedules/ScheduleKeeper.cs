using Microsoft.Extensions.Logging;
using Quartz;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Schedules;

/// <summary>
/// Keeps the bell in line with the published definitions. One process of a data folder hangs the bell; when it ends,
/// another takes over within seconds. Should both ring for a moment, each occurrence is still started once.
/// </summary>
internal sealed partial class ScheduleKeeper : IAsyncDisposable
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(1);

    private readonly Workbench workbench;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly OccurrenceStarter starter;
    private readonly Dictionary<string, DateTimeOffset> planned = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim news = new(0, 1);
    private readonly Turn turn;
    private Bell? bell;
    private Task loop = Task.CompletedTask;

    public ScheduleKeeper(Workbench workbench, TimeProvider time)
    {
        this.workbench = workbench;
        this.time = time;
        log = workbench.Logging.CreateLogger<ScheduleKeeper>();
        Book = new ScheduleBook(workbench.Store, workbench.Store, time, log);
        turn = new Turn($"{File}.turn");
        starter = new OccurrenceStarter(Book, workbench.Client, time, log);
    }

    public ScheduleBook Book { get; }

    private string File => Path.Combine(workbench.Settings.Data, "quartz.db");

    /// <summary>Begins to start what time starts.</summary>
    public void Start()
    {
        workbench.Store.Changed += Tell;
        loop = Task.Run(() => KeepAsync(stopping.Token), CancellationToken.None);
    }

    /// <summary>Starts nothing more; what is being started is finished.</summary>
    public async ValueTask DisposeAsync()
    {
        workbench.Store.Changed -= Tell;
        await stopping.CancelAsync();
        await loop;
        if (bell is not null)
            await bell.DisposeAsync();
        turn.Dispose();
        stopping.Dispose();
        news.Dispose();
    }

    private void Tell()
    {
        lock (news)
        {
            if (news.CurrentCount == 0)
                news.Release();
        }
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    if (await HasTurnAsync(cancellationToken))
                        await PlanAsync(cancellationToken);
                }
                catch (Exception problem) when (problem is WorkflowException or SchedulerException or IOException)
                {
                    LogTroubled(problem);
                }

                await Task.Delay(ShortestRest, time, cancellationToken);
                await news.WaitAsync(LongestRest - ShortestRest, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped between two rounds; the next process goes on from what is stored.
        }
    }

    private async Task<bool> HasTurnAsync(CancellationToken cancellationToken)
    {
        if (bell is not null || !turn.TryTake())
            return bell is not null;
        bell = await Bell.HangAsync(File, starter.RingAsync, workbench.Logging, cancellationToken);
        foreach (string schedule in await bell.SchedulesAsync(cancellationToken))
            planned[schedule] = DateTimeOffset.MinValue;
        return true;
    }

    private async Task PlanAsync(CancellationToken cancellationToken)
    {
        var gone = new HashSet<string>(planned.Keys);
        foreach (Schedule schedule in await Book.SyncAsync(cancellationToken))
        {
            if (starter.NextDue(schedule) is not { } due)
                continue;
            gone.Remove(schedule.Key);
            // One that is still there after its moment was not rung, or the ring failed: again.
            bool overdue = due < time.GetUtcNow() - LongestRest;
            if (planned.TryGetValue(schedule.Key, out DateTimeOffset known) && known == due && !overdue)
                continue;
            await bell!.RingAtAsync(schedule.Key, due, cancellationToken);
            planned[schedule.Key] = due;
        }

        foreach (string key in gone)
        {
            await bell!.SilenceAsync(key, cancellationToken);
            planned.Remove(key);
        }
    }

    [LoggerMessage(EventId = 405, EventName = "SchedulesTroubled", Level = LogLevel.Warning, Message = "Schedules could not be looked after; trying again.")]
    private partial void LogTroubled(Exception problem);
}
