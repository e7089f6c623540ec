using System.Text.Json;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Waiting;

[Activity("Elsa.Event", "Primitives", "Waits for an event, or starts the workflow with it.", IsTrigger = true)]
public sealed class Event : Activity
{
    internal const string Stimulus = "Elsa.Event";

    [Input("Name of the event.")]
    public Input<string> EventName { get; } = new("");

    [Output("What came with the event.")]
    public Output<JsonElement> Result { get; } = new();

    public override TriggerPayload Trigger { get; } = new(Stimulus, inputs => Payload(inputs.TryGetValue("EventName", out JsonElement name) ? name.ToString() : ""));

    internal static JsonElement Payload(string eventName) => EngineJson.ToElement(new Dictionary<string, string> { ["EventName"] = eventName });

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        if (context.IsTriggerOfWorkflow && context.ClaimTrigger())
        {
            context.Set(Result, context.TriggerInput);
            context.Complete();
        }
        else
        {
            context.WaitFor(Stimulus, Payload(context.Get(EventName)));
        }

        return ValueTask.CompletedTask;
    }

    protected internal override ValueTask OnResumedAsync(ActivityContext context, Resumption resumption)
    {
        context.Set(Result, resumption.Input);
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
