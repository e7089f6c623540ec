using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Flow;

[Activity("Elsa.End", "Flow", "Ends the enclosing flowchart or sequence.", IsTerminal = true)]
public sealed class End : Activity
{
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
