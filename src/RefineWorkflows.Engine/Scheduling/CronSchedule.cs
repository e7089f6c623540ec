namespace RefineWorkflows.Engine.Scheduling;

/// <summary>
/// When something recurs, as crontab says it: five fields (minute hour day month weekday), or six with seconds first.
/// Fields take *, ranges, steps, lists and English names; 0 and 7 are Sunday; when both day fields are set, either
/// suffices. Where the clock is set forward, a fixed time that does not exist comes right after the gap; where it is set
/// back, a fixed time that exists twice comes once, and a rhythm (*, a range or a step in the fields of the clock) goes on.
/// </summary>
public sealed record CronSchedule
{
    // Two leap days are at most eight years apart; forty find every day that a weekday can narrow down.
    private const int YearsToSearch = 40;

    private readonly CronField second;
    private readonly CronField minute;
    private readonly CronField hour;
    private readonly CronField day;
    private readonly CronField month;
    private readonly CronField weekday;

    private CronSchedule(string expression, string[] fields)
    {
        Expression = expression;
        second = CronField.Second(fields[0]);
        minute = CronField.Minute(fields[1]);
        hour = CronField.Hour(fields[2]);
        day = CronField.Day(fields[3]);
        month = CronField.Month(fields[4]);
        weekday = CronField.Weekday(fields[5]);
    }

    /// <summary>The expression as it was written.</summary>
    public string Expression { get; }

    private bool IsRhythm => second.Repeats || minute.Repeats || hour.Repeats;

    /// <summary>Reads an expression.</summary>
    /// <exception cref="CronException">It is none, or names a day that never comes, such as 30 February.</exception>
    public static CronSchedule Parse(string expression)
    {
        string[] fields = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (5 or 6))
            throw new CronException(expression, $"it has {fields.Length} fields");
        CronSchedule schedule;
        try
        {
            schedule = new CronSchedule(expression, fields.Length == 5 ? ["0", .. fields] : fields);
        }
        catch (FormatException problem)
        {
            throw new CronException(expression, problem.Message);
        }

        return schedule.WallClock(new DateTime(2000, 1, 1)) is null ? throw new CronException(expression, "there is no such day") : schedule;
    }

    /// <summary>The first instant after the given one, or null when none comes in the next 40 years.</summary>
    /// <param name="after">Any instant; the result is later.</param>
    /// <param name="zone">The zone whose clock the fields are read on.</param>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(after, zone);
        DateTime from = Whole(local.DateTime).AddSeconds(1);
        if (IsRhythm && zone.IsAmbiguousTime(local.DateTime) && local.Offset == zone.GetAmbiguousTimeOffsets(local.DateTime).Max())
        {
            // The hour is shown for the first time and will be shown again: first what is left of it, then all of it.
            DateTime end = FirstWhere(from, time => !zone.IsAmbiguousTime(time));
            if (WallClock(from) is { } soon && soon < end)
                return new DateTimeOffset(soon, local.Offset);
            from = TimeZoneInfo.ConvertTime(new DateTimeOffset(end, local.Offset), zone).DateTime;
        }

        while (WallClock(from) is { } wall)
        {
            if (zone.IsInvalidTime(wall))
            {
                from = FirstWhere(wall, time => !zone.IsInvalidTime(time));
                if (!IsRhythm)
                    return new DateTimeOffset(from, zone.GetUtcOffset(from));
                continue;
            }

            foreach (DateTimeOffset instant in Shown(wall, zone))
            {
                if (instant > after)
                    return instant;
            }

            from = wall.AddSeconds(1);
        }

        return null;
    }

    public override string ToString() => Expression;

    /// <summary>The instants at which a clock shows this time and the schedule cares: twice only for a rhythm.</summary>
    private IEnumerable<DateTimeOffset> Shown(DateTime wall, TimeZoneInfo zone) => zone.IsAmbiguousTime(wall)
        ? zone.GetAmbiguousTimeOffsets(wall).OrderDescending().Take(IsRhythm ? 2 : 1).Select(offset => new DateTimeOffset(wall, offset))
        : [new DateTimeOffset(wall, zone.GetUtcOffset(wall))];

    /// <summary>Clocks are set at whole minutes.</summary>
    private static DateTime FirstWhere(DateTime from, Func<DateTime, bool> holds)
    {
        DateTime time = from.AddSeconds(-from.Second);
        while (!holds(time))
            time = time.AddMinutes(1);
        return time;
    }

    private static DateTime Whole(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    /// <summary>The first time on the clock, from the given one on, that all fields allow.</summary>
    private DateTime? WallClock(DateTime from)
    {
        int lastYear = Math.Min(from.Year + YearsToSearch, DateTime.MaxValue.Year - 1);
        DateTime date = from.Date;
        TimeSpan? time = TimeFrom(from.TimeOfDay);
        while (time is null || !month.Allows(date.Month) || !AllowsDay(date))
        {
            date = month.Allows(date.Month) ? date.AddDays(1) : new DateTime(date.Year, date.Month, 1).AddMonths(1);
            if (date.Year > lastYear)
                return null;
            time = TimeFrom(TimeSpan.Zero);
        }

        return date + time.Value;
    }

    private bool AllowsDay(DateTime date)
    {
        bool byDay = day.Allows(date.Day);
        bool byWeekday = weekday.Allows((int)date.DayOfWeek);
        return day.IsOpen || weekday.IsOpen ? byDay && byWeekday : byDay || byWeekday;
    }

    private TimeSpan? TimeFrom(TimeSpan from)
    {
        for (int h = hour.From(from.Hours); h >= 0; h = hour.From(h + 1))
        {
            bool isFirstHour = h == from.Hours;
            for (int m = minute.From(isFirstHour ? from.Minutes : 0); m >= 0; m = minute.From(m + 1))
            {
                if (second.From(isFirstHour && m == from.Minutes ? from.Seconds : 0) is >= 0 and var s)
                    return new TimeSpan(h, m, s);
            }
        }

        return null;
    }
}
