using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Http;

namespace RefineWorkflows.Server.Starting;

/// <summary>Forgets, once an hour, what was kept for callers who might come again: keys of starts after three days, answers to requests after a day, events that nobody came for and their keys, endpoints where nobody waits any more.</summary>
internal sealed partial class Housekeeping(Workbench workbench, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan AnswersLast = TimeSpan.FromDays(1);

    /// <summary>Keys of events and of requests that went on with a workflow.</summary>
    private static readonly TimeSpan KeysLast = TimeSpan.FromDays(7);

    private readonly ILogger log = workbench.Logging.CreateLogger<Housekeeping>();
    private readonly StartOnce starts = new(workbench.Store, workbench.Client, time);
    private readonly HttpWaits waits = new(workbench.Store);
    private readonly CancellationTokenSource stopping = new();
    private Task loop = Task.CompletedTask;

    public void Start() => loop = Task.Run(() => KeepAsync(stopping.Token), CancellationToken.None);

    /// <summary>Looks through everything once.</summary>
    /// <returns>How many records were removed.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        int removed = await starts.SweepAsync(cancellationToken);
        DateTimeOffset oldest = time.GetUtcNow() - AnswersLast;
        foreach (DomainRecord answer in await workbench.Store.ListRecordsAsync(StoredResponse.Collection, "", descending: false, int.MaxValue, cancellationToken))
        {
            if (StoredResponse.Read(answer.Json).At <= oldest && await workbench.Store.DeleteRecordAsync(answer.Collection, answer.Key, cancellationToken))
                removed++;
        }

        removed += await workbench.Store.SweepAsync(KeysLast, cancellationToken);
        return removed + await waits.SweepAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    await SweepAsync(cancellationToken);
                }
                catch (WorkflowException problem)
                {
                    LogTroubled(problem);
                }

                await Task.Delay(Interval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is left is swept after the next start.
        }
    }

    [LoggerMessage(EventId = 701, EventName = "HousekeepingTroubled", Level = LogLevel.Warning, Message = "Old keys and answers could not be removed; trying again in an hour.")]
    private partial void LogTroubled(Exception problem);
}
