using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Starting;

namespace RefineWorkflows.Server.Schedules;

/// <summary>
/// Starts what is due. Each occurrence has an instance id of its own, made of the definition, the activity and the due
/// moment, so ringing twice, from two processes or again after a crash starts nothing twice.
/// </summary>
internal sealed partial class OccurrenceStarter(ScheduleBook book, WorkflowClient client, TimeProvider time, ILogger log)
{
    /// <summary>An occurrence that is later than this counts as missed.</summary>
    public static readonly TimeSpan Punctual = TimeSpan.FromMinutes(1);

    private const int MostPunctual = 1000;

    /// <summary>Deals with everything that a schedule has been due for, and says when it is due next; null for never, or when there is no such schedule any more.</summary>
    public async Task<DateTimeOffset?> RingAsync(string key, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(key, cancellationToken) is not { } schedule || book.Read(schedule) is not { } timetable)
            return null;
        DateTimeOffset now = time.GetUtcNow();
        // The clock was set back: what lies before us again is due again, and its ids keep it from starting twice.
        DateTimeOffset through = schedule.Through > now + Punctual ? now : schedule.Through;
        IReadOnlyList<DateTimeOffset> due = await ChooseAsync(schedule, timetable, through, now, cancellationToken);
        foreach (DateTimeOffset occurrence in due)
            await StartAsync(schedule, occurrence, cancellationToken);
        if (due.Count > 0 || through != schedule.Through || timetable.Next(through, schedule.Anchor) <= now)
            await book.NoteAsync(schedule, now > through ? now : through, cancellationToken);
        return timetable.Next(now > through ? now : through, schedule.Anchor);
    }

    /// <summary>When a schedule is due next as far as it has come; in the past when it is overdue.</summary>
    public DateTimeOffset? NextDue(Schedule schedule)
    {
        DateTimeOffset now = time.GetUtcNow();
        return book.Read(schedule)?.Next(schedule.Through > now + Punctual ? now : schedule.Through, schedule.Anchor);
    }

    private async Task<IReadOnlyList<DateTimeOffset>> ChooseAsync(Schedule schedule, Timetable timetable, DateTimeOffset through, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset late = now - Punctual;
        IReadOnlyList<DateTimeOffset> punctual = timetable.Last(through < late ? late : through, now, schedule.Anchor, MostPunctual);
        if (through >= late)
            return punctual;
        if (timetable.Next(through, schedule.Anchor) is not { } first || first > late)
            return punctual;
        MissedRule rule = await book.RuleAsync(schedule.Key, cancellationToken);
        // One start makes up for all that was missed, so one that is due now does as well.
        LogMissed(schedule.Key, first, late, rule.Policy switch { MissedPolicy.Skip => "let go", MissedPolicy.Once => "made up for by one run", _ => $"made up for by {rule.Limit} runs at most" });
        bool madeUp = rule.Count == 0 || (rule.Policy == MissedPolicy.Once && punctual.Count > 0);
        return madeUp ? punctual : [.. timetable.Last(through, late, schedule.Anchor, rule.Count), .. punctual];
    }

    private async Task StartAsync(Schedule schedule, DateTimeOffset due, CancellationToken cancellationToken)
    {
        try
        {
            InstanceId run = await client.StartAsync(
                new StartRequest
                {
                    DefinitionId = schedule.DefinitionId,
                    TriggerActivityId = schedule.ActivityId,
                    Id = RunIds.Derive(due, $"schedule|{schedule.Key}|{due.UtcTicks}"),
                },
                cancellationToken);
            LogFired(schedule.Key, due, run.Value);
        }
        catch (Exception refused) when (refused is ActivationRefusedException or DefinitionMissingException or ActivityMissingException)
        {
            LogNotStarted(schedule.Key, due, refused.Message);
        }
    }

    [LoggerMessage(EventId = 401, EventName = "ScheduleFired", Level = LogLevel.Information, Message = "Schedule {Schedule}, due at {Due:u}, is run {Instance}.")]
    private partial void LogFired(string schedule, DateTimeOffset due, string instance);

    [LoggerMessage(EventId = 402, EventName = "ScheduleMissed", Level = LogLevel.Information, Message = "Schedule {Schedule} has missed its occurrences from {First:u} to {Last:u}; they are {Then}.")]
    private partial void LogMissed(string schedule, DateTimeOffset first, DateTimeOffset last, string then);

    [LoggerMessage(EventId = 403, EventName = "ScheduleRefused", Level = LogLevel.Warning, Message = "Schedule {Schedule} was due at {Due:u} and started nothing: {Reason}")]
    private partial void LogNotStarted(string schedule, DateTimeOffset due, string reason);
}
