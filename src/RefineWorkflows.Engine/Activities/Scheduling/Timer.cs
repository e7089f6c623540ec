using System.Text.Json;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Expressions;

namespace RefineWorkflows.Engine.Activities.Scheduling;

[Activity("Elsa.Timer", "Scheduling", "Starts the workflow again and again after an interval, or waits for one.", IsTrigger = true)]
public sealed class Timer : TimedTrigger
{
    [Input("The interval, as hh:mm:ss or d.hh:mm:ss. More than 0.")]
    public Input<TimeSpan> Interval { get; } = new(TimeSpan.FromMinutes(1));

    /// <summary>The schedule as <c>{"interval":"00:05:00"}</c>.</summary>
    public override TriggerPayload Trigger => new(
        "Elsa.Timer",
        inputs => EngineJson.ToElement(new Dictionary<string, object>
        {
            ["interval"] = inputs.TryGetValue(nameof(Interval), out JsonElement drawn) ? ValueConverter.Convert(drawn, typeof(TimeSpan))! : Interval.Default,
        }));

    protected internal override void Bind(ActivityBinding binding)
        => Check(binding, Interval, interval => interval > TimeSpan.Zero ? null : $"an interval of {interval} never passes; give more than 0");

    protected override DateTimeOffset? DueAfter(ActivityContext context) => context.Get(Interval) is var wait && wait > TimeSpan.Zero
        ? context.Now + wait
        : throw new ActivityInputException(Node, nameof(Interval), $"an interval of {wait} never passes; give more than 0");

    protected override JsonElement Payload(ActivityContext context, DateTimeOffset due) => EngineJson.ToElement(new Dictionary<string, object> { ["ResumeAt"] = due });
}
