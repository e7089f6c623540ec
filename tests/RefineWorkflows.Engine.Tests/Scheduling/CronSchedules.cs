using System.Globalization;
using RefineWorkflows.Engine.Scheduling;

namespace RefineWorkflows.Engine.Tests.Scheduling;

public sealed class CronSchedules
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("* * * * *", "2026-03-04T10:20:30", "2026-03-04T10:21:00")]
    [InlineData("*/15 * * * *", "2026-03-04T10:45:00", "2026-03-04T11:00:00")]
    [InlineData("0 9 * * 1-5", "2026-03-06T09:00:00", "2026-03-09T09:00:00")]
    [InlineData("0 9 * * MON-FRI", "2026-03-06T08:59:59", "2026-03-06T09:00:00")]
    [InlineData("0 0 29 2 *", "2026-03-01T00:00:00", "2028-02-29T00:00:00")]
    [InlineData("0 0 29 FEB *", "2096-03-01T00:00:00", "2104-02-29T00:00:00")]
    [InlineData("30 4 1,15 * 5", "2026-05-01T04:30:00", "2026-05-08T04:30:00")]
    [InlineData("30 4 1,15 * 5", "2026-05-08T04:30:00", "2026-05-15T04:30:00")]
    [InlineData("0 12 ? * SUN", "2026-03-04T00:00:00", "2026-03-08T12:00:00")]
    [InlineData("0 12 * * 7", "2026-03-04T00:00:00", "2026-03-08T12:00:00")]
    [InlineData("0 22-2/2 * * *", "2026-03-04T22:00:00", "2026-03-05T00:00:00")]
    [InlineData("0 0 * NOV-JAN *", "2026-01-31T00:00:00", "2026-11-01T00:00:00")]
    [InlineData("0 0 * * FRI-MON", "2026-03-09T00:00:00", "2026-03-13T00:00:00")]
    [InlineData("*/10 * * * * *", "2026-03-04T10:20:30.5", "2026-03-04T10:20:40")]
    [InlineData("15 30 23 31 12 *", "2026-12-31T23:30:15", "2027-12-31T23:30:15")]
    [InlineData("5/20 1 * * *", "2026-03-04T01:25:00", "2026-03-04T01:45:00")]
    public void The_next_instant_is_the_one_that_crontab_names(string expression, string after, string next)
        => Assert.Equal(Utc(next), CronSchedule.Parse(expression).Next(Utc(after), TimeZoneInfo.Utc));

    [Theory]
    // On 29 March 2026 the clock of Berlin goes from 2:00 to 3:00, on 25 October from 3:00 back to 2:00.
    [InlineData("30 2 * * *", "2026-03-28T01:30:00", "2026-03-29T01:00:00")]
    [InlineData("30 2 * * *", "2026-03-29T01:00:00", "2026-03-30T00:30:00")]
    [InlineData("*/30 * * * *", "2026-03-29T00:30:00", "2026-03-29T01:00:00")]
    [InlineData("30 2 * * *", "2026-10-24T01:00:00", "2026-10-25T00:30:00")]
    [InlineData("30 2 * * *", "2026-10-25T00:30:00", "2026-10-26T01:30:00")]
    [InlineData("30 2 * * *", "2026-10-25T01:10:00", "2026-10-26T01:30:00")]
    [InlineData("*/30 * * * *", "2026-10-25T00:30:00", "2026-10-25T01:00:00")]
    [InlineData("*/30 * * * *", "2026-10-25T01:00:00", "2026-10-25T01:30:00")]
    [InlineData("*/30 * * * *", "2026-10-25T01:30:00", "2026-10-25T02:00:00")]
    [InlineData("0 9 * * *", "2026-03-28T08:00:00", "2026-03-29T07:00:00")]
    public void Where_the_clock_is_set_a_fixed_time_comes_once_and_a_rhythm_goes_on(string expression, string after, string next)
        => Assert.Equal(Utc(next), CronSchedule.Parse(expression).Next(Utc(after), Berlin));

    [Fact]
    public void A_rhythm_over_a_whole_year_of_a_zone_with_summer_time_misses_and_repeats_nothing()
    {
        CronSchedule everyQuarter = CronSchedule.Parse("*/15 * * * *");
        DateTimeOffset at = Utc("2026-01-01T00:00:00");
        for (int turn = 0; turn < 365 * 96; turn++)
        {
            DateTimeOffset next = everyQuarter.Next(at, Berlin)!.Value;
            Assert.Equal(at.AddMinutes(15), next);
            at = next;
        }
    }

    [Fact]
    public void A_fixed_time_comes_exactly_once_on_every_day_of_the_year()
    {
        CronSchedule daily = CronSchedule.Parse("30 2 * * *");
        DateTimeOffset at = Utc("2025-12-31T12:00:00");
        var days = new List<DateTime>();
        for (int turn = 0; turn < 365; turn++)
        {
            at = daily.Next(at, Berlin)!.Value;
            days.Add(TimeZoneInfo.ConvertTime(at, Berlin).Date);
        }

        Assert.Equal(Enumerable.Range(0, 365).Select(day => new DateTime(2026, 1, 1).AddDays(day)), days);
    }

    [Theory]
    [InlineData("* * * *", "4 fields")]
    [InlineData("* * * * * * *", "7 fields")]
    [InlineData("60 * * * *", "'60' in the minute field")]
    [InlineData("* 24 * * *", "'24' in the hour field")]
    [InlineData("* * 0 * *", "'0' in the day of the month field")]
    [InlineData("* * * 13 *", "'13' in the month field")]
    [InlineData("* * * * 8", "'8' in the weekday field")]
    [InlineData("* * L * *", "L, W and #")]
    [InlineData("* * * * 5#2", "L, W and #")]
    [InlineData("? * * * *", "'?' stands alone")]
    [InlineData("*/0 * * * *", "'0' in the minute field")]
    [InlineData("1,,2 * * * *", "'' in the minute field")]
    [InlineData("-5 * * * *", "'' in the minute field")]
    [InlineData("* * * * FOO", "SUN to SAT")]
    [InlineData("0 0 30 2 *", "no such day")]
    [InlineData("", "0 fields")]
    public void What_cannot_be_read_is_refused_with_its_place(string expression, string told)
        => Assert.Contains(told, Assert.Throws<CronException>(() => CronSchedule.Parse(expression)).Message, StringComparison.Ordinal);

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
