using System.Text.Json;
using RefineWorkflows.Server.Schedules;

namespace RefineWorkflows.Server.Tests.Schedules;

public sealed class Timetables
{
    private static readonly DateTimeOffset Anchor = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"cron":"0 9 * * 1-5"}""", "2026-03-01T12:00:00Z", "2026-03-02T09:00:00Z")]
    [InlineData("""{"cron":"30 0 9 * * *"}""", "2026-03-01T12:00:00Z", "2026-03-02T09:00:30Z")]
    [InlineData("""{"cron":"0 9 * * *","timeZone":"Europe/Berlin"}""", "2026-07-01T12:00:00Z", "2026-07-02T07:00:00Z")]
    [InlineData("""{"interval":"00:05:00"}""", "2026-03-01T12:00:00Z", "2026-03-01T12:05:00Z")]
    [InlineData("""{"interval":"00:05:00"}""", "2026-03-01T12:07:00Z", "2026-03-01T12:10:00Z")]
    [InlineData("""{"interval":"00:00:00.010"}""", "2026-03-01T12:00:00Z", "2026-03-01T12:00:01Z")]
    [InlineData("""{"at":"2026-05-01T09:00:00+02:00"}""", "2026-03-01T12:00:00Z", "2026-05-01T07:00:00Z")]
    [InlineData("""{"at":"2026-05-01T09:00:00"}""", "2026-05-01T09:00:00Z", null)]
    public void A_timetable_says_when_it_is_due_next(string payload, string after, string? next)
        => Assert.Equal(next is null ? null : DateTimeOffset.Parse(next, null), Read(payload).Next(DateTimeOffset.Parse(after, null), Anchor));

    [Fact]
    public void A_day_on_which_the_clocks_change_has_its_hours_once_each()
    {
        Timetable daily = Read("""{"cron":"30 2 * * *","timeZone":"Europe/Berlin"}""");
        foreach ((int year, int month, int day) in new[] { (2026, 3, 28), (2026, 10, 24) })
        {
            var from = new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero);
            IReadOnlyList<DateTimeOffset> due = daily.Last(from, from.AddDays(3), from, 100);
            Assert.Equal(3, due.Count);
            Assert.Equal(3, due.Select(one => one.UtcDateTime.Date).Distinct().Count());
        }
    }

    [Fact]
    public void The_last_occurrences_of_a_long_absence_are_found_without_walking_through_it()
    {
        Timetable often = Read("""{"cron":"* * * * * *"}""");
        DateTimeOffset now = Anchor.AddYears(20);
        Assert.Equal([now.AddSeconds(-2), now.AddSeconds(-1), now], often.Last(Anchor, now, Anchor, 3));
        Assert.Equal([Anchor.AddYears(10)], Read($$"""{"at":"{{Anchor.AddYears(10):O}}"}""").Last(Anchor, now, Anchor, 3));
        Assert.Empty(often.Last(now, now, Anchor, 3));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"cron":"61 * * * *"}""")]
    [InlineData("""{"cron":"* * * * *","timeZone":"Mars/Olympus"}""")]
    [InlineData("""{"interval":"soon"}""")]
    [InlineData("""{"at":"soon"}""")]
    public void What_is_no_timetable_says_why(string payload)
    {
        Assert.Null(Timetable.Read(JsonSerializer.Deserialize<JsonElement>(payload), out string problem));
        Assert.NotEmpty(problem);
    }

    private static Timetable Read(string payload) => Timetable.Read(JsonSerializer.Deserialize<JsonElement>(payload), out string problem) ?? throw new ArgumentException(problem);
}
