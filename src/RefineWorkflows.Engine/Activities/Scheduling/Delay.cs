using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Scheduling;

[Activity("Elsa.Delay", "Scheduling", "Waits for a length of time, however often the host restarts meanwhile.")]
public sealed class Delay : Activity
{
    [Input("How long, as hh:mm:ss or d.hh:mm:ss.")]
    public Input<TimeSpan> TimeSpan { get; } = new(System.TimeSpan.FromMinutes(1));

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        TimeSpan wait = context.Get(TimeSpan);
        if (wait < System.TimeSpan.Zero)
            throw new ActivityInputException(Node, nameof(TimeSpan), $"{wait} lies in the past; give a length of 0 or more");
        DateTimeOffset due = context.Now + wait;
        context.WaitFor("Elsa.Delay", EngineJson.ToElement(new Dictionary<string, object> { ["ResumeAt"] = due }), due);
        return ValueTask.CompletedTask;
    }
}
