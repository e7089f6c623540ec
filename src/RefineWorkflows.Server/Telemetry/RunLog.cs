using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;

namespace RefineWorkflows.Server.Telemetry;

/// <summary>Tells the log of every turn in the life of the runs of this node, when it is on disk. Inputs and outputs are never told.</summary>
internal sealed partial class RunLog : IDisposable
{
    private readonly WorkflowHost host;
    private readonly ILogger log;

    /// <summary>Instances that go on here and whose log says so.</summary>
    private readonly ConcurrentDictionary<InstanceId, bool> going = new();

    public RunLog(WorkflowHost host, ILoggerFactory logging)
    {
        this.host = host;
        log = logging.CreateLogger<RunLog>();
        host.Committed += Tell;
    }

    public void Dispose() => host.Committed -= Tell;

    private void Tell(InstanceId instance, IReadOnlyList<JournalEntry> entries)
    {
        if (!going.ContainsKey(instance) && entries.Any(one => one is ActivityStarted or ActivityCompleted) && !entries.Any(one => one is StatusChanged { SubStatus: InstanceSubStatus.Executing }))
            TellOfWork(instance, entries.Any(one => one is ActivityResumed));
        foreach (JournalEntry entry in entries)
        {
            switch (entry)
            {
                case ActivityFaulted fault:
                    LogIncident(instance.Value, fault.Incident.Activity, fault.Incident.ActivityType, fault.Incident.Message);
                    break;
                case PauseChanged { Paused: var paused }:
                    LogPause(instance.Value, paused ? "paused" : "no longer paused");
                    break;
                case StatusChanged status:
                    Tell(instance, status, isFirst: entries[0].Sequence == 2);
                    break;
            }
        }
    }

    /// <summary>Work without a new phase: what was waited for has come and needs no more steps, or another process was cut off in this phase.</summary>
    private void TellOfWork(InstanceId instance, bool isResumed)
    {
        going[instance] = true;
        if (isResumed)
            LogResumed(instance.Value);
        else
            LogRecovered(instance.Value);
    }

    private void Tell(InstanceId instance, StatusChanged status, bool isFirst)
    {
        if (status.SubStatus == InstanceSubStatus.Executing)
            going[instance] = true;
        else
            going.TryRemove(instance, out _);
        switch (status.SubStatus)
        {
            case InstanceSubStatus.Executing when isFirst:
                LogStarted(instance.Value);
                break;
            case InstanceSubStatus.Executing:
                LogResumed(instance.Value);
                break;
            case InstanceSubStatus.Suspended:
                LogSuspended(instance.Value);
                break;
            case InstanceSubStatus.Interrupted:
                LogInterrupted(instance.Value);
                break;
            case InstanceSubStatus.Finished:
                LogFinished(instance.Value);
                break;
            case InstanceSubStatus.Cancelled:
                LogCancelled(instance.Value);
                break;
            case InstanceSubStatus.Faulted:
                LogFaulted(instance.Value, status.Reason);
                break;
        }
    }

    [LoggerMessage(EventId = 101, EventName = "RunStarted", Level = LogLevel.Information, Message = "Run {Instance} started.")]
    private partial void LogStarted(string instance);

    [LoggerMessage(EventId = 102, EventName = "RunResumed", Level = LogLevel.Information, Message = "Run {Instance} goes on.")]
    private partial void LogResumed(string instance);

    [LoggerMessage(EventId = 103, EventName = "RunRecovered", Level = LogLevel.Information, Message = "Run {Instance} goes on where another process was cut off.")]
    private partial void LogRecovered(string instance);

    [LoggerMessage(EventId = 104, EventName = "RunSuspended", Level = LogLevel.Information, Message = "Run {Instance} waits.")]
    private partial void LogSuspended(string instance);

    [LoggerMessage(EventId = 105, EventName = "RunInterrupted", Level = LogLevel.Information, Message = "Run {Instance} is stopped with the server and goes on with the next.")]
    private partial void LogInterrupted(string instance);

    [LoggerMessage(EventId = 106, EventName = "RunFinished", Level = LogLevel.Information, Message = "Run {Instance} finished.")]
    private partial void LogFinished(string instance);

    [LoggerMessage(EventId = 107, EventName = "RunCancelled", Level = LogLevel.Information, Message = "Run {Instance} is cancelled.")]
    private partial void LogCancelled(string instance);

    [LoggerMessage(EventId = 108, EventName = "RunFaulted", Level = LogLevel.Error, Message = "Run {Instance} failed: {Reason}")]
    private partial void LogFaulted(string instance, string? reason);

    [LoggerMessage(EventId = 109, EventName = "RunIncident", Level = LogLevel.Warning, Message = "Run {Instance} has an incident at {Activity} ({ActivityType}): {Problem}")]
    private partial void LogIncident(string instance, string activity, string activityType, string problem);

    [LoggerMessage(EventId = 110, EventName = "RunPause", Level = LogLevel.Information, Message = "Run {Instance} is {Pause}.")]
    private partial void LogPause(string instance, string pause);
}
