using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Quartz;
using RefineWorkflows.Engine;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Server.Tuning;

/// <summary>
/// Sees to it that trainings are done. One process of a data folder does them for all, one after the other; when it ends,
/// however it ends, another goes on from the last checkpoint within seconds. Whatever waits for a training is told of its
/// end, after a crash by whoever comes next.
/// </summary>
internal sealed partial class TrainingKeeper : IAsyncDisposable
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(200);

    private readonly Workbench workbench;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly TrainingBell bell;
    private readonly ConcurrentDictionary<string, bool> queued = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim news = new(0, 1);
    private readonly Turn turn;
    private readonly SemaphoreSlim one = new(1, 1);
    private TrainingQueue? queue;
    private Task loop = Task.CompletedTask;

    public TrainingKeeper(Workbench workbench, TimeProvider time)
    {
        this.workbench = workbench;
        this.time = time;
        log = workbench.Logging.CreateLogger<TrainingKeeper>();
        bell = new TrainingBell(workbench.Store, workbench.Tuner.Trainings);
        turn = new Turn($"{File}.turn");
    }

    private string File => Path.Combine(workbench.Settings.Data, "trainings.db");

    /// <summary>Begins to look after trainings.</summary>
    public void Start()
    {
        workbench.Store.Changed += Tell;
        loop = Task.Run(() => KeepAsync(stopping.Token), CancellationToken.None);
    }

    /// <summary>Ends the training in progress at a checkpoint and hands it back.</summary>
    public async ValueTask DisposeAsync()
    {
        workbench.Store.Changed -= Tell;
        await stopping.CancelAsync();
        await loop;
        // Not before it is handed back: whoever has the turn next must find it so.
        await one.WaitAsync();
        if (queue is not null)
            await queue.DisposeAsync();
        one.Dispose();
        // Whoever has the turn knows that nobody trains, whatever a process that was killed has left in the rows.
        if (turn.TryTake())
            await workbench.Tuner.Desk.HandBackAsync(CancellationToken.None);
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
                    await LookAsync(cancellationToken);
                }
                catch (Exception problem) when (problem is WorkflowException or SchedulerException or IOException or UnauthorizedAccessException)
                {
                    LogTroubled(problem);
                }

                await Task.Delay(ShortestRest, time, cancellationToken);
                await news.WaitAsync(LongestRest - ShortestRest, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped between two looks; the next process goes on from the rows.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        Training[] pending = [.. (await workbench.Tuner.Trainings.ListAsync(cancellationToken)).Where(one => !one.IsOver || TrainingBell.IsOwed(one))];
        if (pending.Length == 0 || !turn.TryTake())
            return;
        foreach (Training over in pending.Where(TrainingBell.IsOwed))
            await bell.RingAsync(over, cancellationToken);
        foreach (Training open in pending.Where(one => !one.IsOver && queued.TryAdd(one.Id, true)))
        {
            queue ??= await TrainingQueue.OpenAsync(File, TrainAsync, workbench.Logging, cancellationToken);
            await queue.AddAsync(open.Id, cancellationToken);
        }
    }

    private async Task TrainAsync(string id, CancellationToken fired)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(fired, stopping.Token);
        CancellationToken stop = either.Token;
        await one.WaitAsync(stop);
        try
        {
            // What an earlier process had queued may be long over, or gone.
            if (await workbench.Tuner.Trainings.FindAsync(id, stop) is null)
                return;
            Training training = await workbench.Tuner.Runner.RunAsync(id, stop);
            if (TrainingBell.IsOwed(training))
                await bell.RingAsync(training, CancellationToken.None);
            LogEnded(training.Id, training.User, training.Status, training.Reason);
        }
        finally
        {
            // Should it have failed without an end, the next look queues it again.
            queued.TryRemove(id, out _);
            one.Release();
        }
    }

    [LoggerMessage(EventId = 1111, EventName = "TrainingsTroubled", Level = LogLevel.Warning, Message = "Trainings could not be looked after; trying again.")]
    private partial void LogTroubled(Exception problem);

    [LoggerMessage(EventId = 1112, EventName = "TrainingEnded", Level = LogLevel.Information, Message = "Training {Id} of {User}: {Status}. {Reason}")]
    private partial void LogEnded(string id, string user, TrainingStatus status, string? reason);
}
