using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Flow;

[Activity("Elsa.FlowNode", "Flow", "Holds an activity inside a flowchart.", DisplayName = "Container")]
public sealed class FlowNode : Activity
{
    [Port]
    public ActivityNode? Body { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        if (Body is not null)
            context.Schedule(Body);
        else
            context.Complete();
        return ValueTask.CompletedTask;
    }
}
