using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Primitives;

[Activity("Elsa.Finish", "Primitives", "Ends the whole workflow.", IsTerminal = true)]
public sealed class Finish : Activity
{
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.FinishInstance();
        return ValueTask.CompletedTask;
    }
}
