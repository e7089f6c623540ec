using System.Text.Json;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Expressions;

namespace RefineWorkflows.Engine.Activities.Scheduling;

[Activity("Elsa.StartAt", "Scheduling", "Starts the workflow at a moment, or waits for it.", IsTrigger = true)]
public sealed class StartAt : TimedTrigger
{
    [Input("The moment; UTC unless it names an offset.", DisplayName = "Date Time", UIHint = "datetime-picker")]
    public Input<DateTimeOffset> DateTime { get; } = new(default);

    /// <summary>The schedule as <c>{"at":"2026-05-01T09:00:00+00:00"}</c>.</summary>
    public override TriggerPayload Trigger => new(
        "Elsa.StartAt",
        inputs => EngineJson.ToElement(new Dictionary<string, object>
        {
            ["at"] = inputs.TryGetValue(nameof(DateTime), out JsonElement drawn) ? ValueConverter.Convert(drawn, typeof(DateTimeOffset))! : DateTime.Default,
        }));

    protected internal override void Bind(ActivityBinding binding)
        => Check(binding, DateTime, moment => moment == default ? "say when, for example 2026-05-01T09:00:00Z" : null);

    /// <summary>A moment that has passed is not waited for.</summary>
    protected override DateTimeOffset? DueAfter(ActivityContext context) => context.Get(DateTime) is var moment && moment > context.Now ? moment : null;

    protected override JsonElement Payload(ActivityContext context, DateTimeOffset due) => EngineJson.ToElement(new Dictionary<string, object> { ["ExecuteAt"] = due });
}
