using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Tests.Shared;

/// <summary>Waits for an event, and needs its password before and after.</summary>
[Activity("Test.Door", "Test", "Opens to a password.")]
public sealed class DoorActivity(Action<string> hear) : Activity
{
    [Input("The password.", IsSecret = true)]
    public Input<string> Password { get; } = new("");

    [Output("What is said.")]
    public Output<string> Said { get; } = new();

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        hear(context.Get(Password));
        context.WaitFor(Engine.Activities.Waiting.Event.Stimulus, Engine.Activities.Waiting.Event.Payload("knock"));
        return ValueTask.CompletedTask;
    }

    protected internal override ValueTask OnResumedAsync(ActivityContext context, Resumption resumption)
    {
        hear(context.Get(Password));
        context.Set(Said, $"open, {context.Get(Password)}!");
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
