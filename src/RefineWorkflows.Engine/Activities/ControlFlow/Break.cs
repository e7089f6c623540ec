using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.ControlFlow;

[Activity("Elsa.Break", "Looping", "Ends the innermost loop.", IsTerminal = true)]
public sealed class Break : Activity
{
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.Break();
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
