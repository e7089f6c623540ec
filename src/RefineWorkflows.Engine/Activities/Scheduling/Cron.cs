using System.Text.Json;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Scheduling;

namespace RefineWorkflows.Engine.Activities.Scheduling;

[Activity("Elsa.Cron", "Scheduling", "Starts the workflow by a calendar, or waits for its next moment.", IsTrigger = true)]
public sealed class Cron : TimedTrigger
{
    [Input("Five fields (minute hour day month weekday), or six with seconds first, for example '0 9 * * 1-5'.", DisplayName = "Cron Expression")]
    public Input<string> CronExpression { get; } = new("");

    [Input("Name of the zone whose clock is meant, for example Europe/Berlin. Empty for UTC.", DisplayName = "Time Zone")]
    public Input<string?> TimeZone { get; } = new(null);

    /// <summary>The schedule as <c>{"cron":"0 9 * * 1-5","timeZone":"Europe/Berlin"}</c>; the zone is left out for UTC.</summary>
    public override TriggerPayload Trigger => new("Elsa.Cron", inputs =>
    {
        var schedule = new Dictionary<string, string> { ["cron"] = Text(inputs, nameof(CronExpression)) };
        if (Text(inputs, nameof(TimeZone)) is { Length: > 0 } zone)
            schedule["timeZone"] = zone;
        return EngineJson.ToElement(schedule);
    });

    protected internal override void Bind(ActivityBinding binding)
    {
        Check(binding, CronExpression, expression => Problem(() => CronSchedule.Parse(expression)));
        Check(binding, TimeZone, name => Problem(() => Zone(name)));
    }

    protected override DateTimeOffset? DueAfter(ActivityContext context)
    {
        CronSchedule schedule = CronSchedule.Parse(context.Get(CronExpression));
        return schedule.Next(context.Now, Zone(context.Get(TimeZone))) ?? throw new CronException(schedule.Expression, "it does not come true any more");
    }

    protected override JsonElement Payload(ActivityContext context, DateTimeOffset due)
        => EngineJson.ToElement(new Dictionary<string, object> { ["ExecuteAt"] = due, ["CronExpression"] = context.Get(CronExpression) });

    private TimeZoneInfo Zone(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name.Trim(), out TimeZoneInfo? zone)
            ? zone
            : throw new ActivityInputException(Node, nameof(TimeZone), $"this machine knows no time zone '{name}'; use an IANA name such as Europe/Berlin, or leave it empty for UTC");
    }

    private static string? Problem(Func<object> read)
    {
        try
        {
            read();
            return null;
        }
        catch (WorkflowException problem)
        {
            return problem.Message;
        }
    }

    private static string Text(IReadOnlyDictionary<string, JsonElement> inputs, string name)
        => inputs.TryGetValue(name, out JsonElement drawn) && drawn.ValueKind == JsonValueKind.String ? drawn.GetString()!.Trim() : "";
}
