using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Flow;

[Activity("Elsa.Start", "Flow", "Where a flowchart begins.", IsStart = true)]
public sealed class Start : Activity
{
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
