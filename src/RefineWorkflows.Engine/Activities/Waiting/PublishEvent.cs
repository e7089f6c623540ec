using System.Text.Json;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Waiting;

[Activity("Elsa.PublishEvent", "Primitives", "Publishes an event: whoever waits for it goes on, whatever it triggers starts.")]
public sealed class PublishEvent : Activity
{
    [Input("Name of the event.")]
    public Input<string> EventName { get; } = new("");

    [Input("Only instances with this correlation id; blank for all.")]
    public Input<string?> CorrelationId { get; } = new(null);

    [Input("Whether only this instance hears it.", DisplayName = "Local event")]
    public Input<bool> IsLocalEvent { get; } = new(false);

    [Input("What comes with the event.")]
    public Input<JsonElement> Payload { get; } = new(EngineJson.ToElement(new Dictionary<string, string>()));

    protected internal override async ValueTask ExecuteAsync(ActivityContext context)
    {
        await context.PublishAsync(Event.Stimulus, Event.Payload(context.Get(EventName)), context.Get(Payload), context.Get(CorrelationId), context.Get(IsLocalEvent));
        context.Complete();
    }
}
