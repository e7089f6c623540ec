using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Engine.Scheduling;

namespace RefineWorkflows.Server.Schedules;

/// <summary>When a schedule is due: by a calendar, again and again after an interval, or at one moment.</summary>
internal sealed class Timetable
{
    /// <summary>More often than this nothing is started, whatever an interval says.</summary>
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    private readonly Func<DateTimeOffset, DateTimeOffset, DateTimeOffset?> next;

    private Timetable(Func<DateTimeOffset, DateTimeOffset, DateTimeOffset?> next) => this.next = next;

    /// <summary>Reads what a trigger activity has left: <c>{"cron", "timeZone"?}</c>, <c>{"interval"}</c> or <c>{"at"}</c>.</summary>
    /// <returns>The timetable, or null with what is wrong with it.</returns>
    public static Timetable? Read(JsonElement payload, out string problem)
    {
        problem = "";
        try
        {
            if (Text(payload, "cron") is { } cron)
            {
                CronSchedule schedule = CronSchedule.Parse(cron);
                TimeZoneInfo zone = Text(payload, "timeZone") is { } name ? TimeZoneInfo.FindSystemTimeZoneById(name) : TimeZoneInfo.Utc;
                return new Timetable((after, _) => schedule.Next(after, zone));
            }

            if (Text(payload, "interval") is { } interval)
                return Every(TimeSpan.Parse(interval, CultureInfo.InvariantCulture));
            if (Text(payload, "at") is { } at)
            {
                DateTimeOffset moment = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                return new Timetable((after, _) => moment > after ? moment : null);
            }

            problem = "it says neither cron nor interval nor at";
        }
        catch (Exception wrong) when (wrong is CronException or FormatException or OverflowException or TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            problem = wrong.Message;
        }

        return null;
    }

    /// <summary>The first moment it is due after another, or null for never again.</summary>
    /// <param name="after">The other moment.</param>
    /// <param name="anchor">From when on intervals are counted.</param>
    public DateTimeOffset? Next(DateTimeOffset after, DateTimeOffset anchor) => next(after, anchor);

    /// <summary>
    /// The last moments it was due after <paramref name="after"/>, up to and with <paramref name="until"/>, at most
    /// <paramref name="limit"/>, in order. Looks back further and further, so that a long absence is no long loop.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> Last(DateTimeOffset after, DateTimeOffset until, DateTimeOffset anchor, int limit)
    {
        for (TimeSpan window = TimeSpan.FromMinutes(1); ; window *= 8)
        {
            bool whole = until - after <= window;
            var due = new Queue<DateTimeOffset>();
            for (DateTimeOffset? one = next(whole ? after : until - window, anchor); one is { } moment && moment <= until; one = next(moment, anchor))
            {
                due.Enqueue(moment);
                if (due.Count > limit)
                    due.Dequeue();
            }

            if (whole || due.Count == limit)
                return [.. due];
        }
    }

    private static Timetable Every(TimeSpan interval)
    {
        long ticks = Math.Max(interval.Ticks, ShortestInterval.Ticks);
        return new Timetable((after, anchor) => anchor.AddTicks(after < anchor ? ticks : (((after - anchor).Ticks / ticks) + 1) * ticks));
    }

    private static string? Text(JsonElement payload, string name)
        => payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
