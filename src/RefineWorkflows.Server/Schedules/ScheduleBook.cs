using System.Text;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Schedules;

/// <summary>The schedules of this data folder: what published definitions ask for, and what has been dealt with.</summary>
internal sealed partial class ScheduleBook(IInstanceStore store, IDefinitionStore definitions, TimeProvider time, ILogger log)
{
    private static readonly string[] Kinds = ["Elsa.Cron", "Elsa.Timer", "Elsa.StartAt"];

    private readonly RecordCollection<Schedule> schedules = new(store, "schedules");
    private readonly RecordCollection<MissedRule> rules = new(store, "schedule-rules");

    public Task<Schedule?> FindAsync(string key, CancellationToken cancellationToken) => schedules.FindAsync(key, cancellationToken);

    /// <summary>All schedules by name.</summary>
    public async Task<IReadOnlyList<Schedule>> ListAsync(CancellationToken cancellationToken)
        => [.. (await schedules.ListAsync("", int.MaxValue, cancellationToken)).Select(row => row.Value)];

    public async Task<MissedRule> RuleAsync(string key, CancellationToken cancellationToken) => await rules.FindAsync(key, cancellationToken) ?? MissedRule.Default;

    public Task SetRuleAsync(string key, MissedRule rule, CancellationToken cancellationToken) => rules.PutAsync(key, rule, cancellationToken);

    /// <summary>
    /// Brings the book in line with the triggers of the published definitions. A new schedule, or one whose times were
    /// changed, begins now; one that only moved to a new version goes on; one that is gone is forgotten.
    /// </summary>
    /// <returns>The schedules there are now.</returns>
    public async Task<IReadOnlyList<Schedule>> SyncAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, Schedule> known = (await ListAsync(cancellationToken)).ToDictionary(one => one.Key);
        var current = new List<Schedule>();
        DateTimeOffset now = time.GetUtcNow();
        foreach (string kind in Kinds)
        {
            foreach (TriggerRow trigger in await definitions.ListTriggersAsync(kind, cancellationToken))
            {
                string payload = Encoding.UTF8.GetString(trigger.Payload.Span);
                var wanted = new Schedule(trigger.DefinitionId, trigger.ActivityId, payload, now, now);
                if (!known.Remove(wanted.Key, out Schedule? old))
                    current.Add(await schedules.TryAddAsync(wanted.Key, wanted, cancellationToken) ? wanted : await schedules.FindAsync(wanted.Key, cancellationToken) ?? wanted);
                else if (old.Payload == payload)
                    current.Add(old);
                else
                    current.Add(await PutAsync(wanted, cancellationToken));
            }
        }

        foreach (string gone in known.Keys)
            await schedules.DeleteAsync(gone, cancellationToken);
        await SweepRulesAsync(current, cancellationToken);
        return current;
    }

    /// <summary>Notes that occurrences up to a moment are dealt with.</summary>
    public Task NoteAsync(Schedule schedule, DateTimeOffset through, CancellationToken cancellationToken) => PutAsync(schedule with { Through = through }, cancellationToken);

    /// <summary>The schedule's timetable; null, and told to the log, when this program cannot read it.</summary>
    public Timetable? Read(Schedule schedule)
    {
        using var payload = System.Text.Json.JsonDocument.Parse(schedule.Payload);
        Timetable? timetable = Timetable.Read(payload.RootElement, out string problem);
        if (timetable is null)
            LogUnreadable(schedule.Key, problem);
        return timetable;
    }

    /// <summary>A rule that nobody looks at any more would surprise whoever publishes a schedule of that name later.</summary>
    private async Task SweepRulesAsync(IReadOnlyList<Schedule> current, CancellationToken cancellationToken)
    {
        foreach ((string key, _) in await rules.ListAsync("", int.MaxValue, cancellationToken))
        {
            if (!current.Any(schedule => schedule.Key == key))
                await rules.DeleteAsync(key, cancellationToken);
        }
    }

    private async Task<Schedule> PutAsync(Schedule schedule, CancellationToken cancellationToken)
    {
        await schedules.PutAsync(schedule.Key, schedule, cancellationToken);
        return schedule;
    }

    [LoggerMessage(EventId = 404, EventName = "ScheduleUnreadable", Level = LogLevel.Warning, Message = "Schedule {Schedule} never starts anything: {Problem}.")]
    private partial void LogUnreadable(string schedule, string problem);
}
