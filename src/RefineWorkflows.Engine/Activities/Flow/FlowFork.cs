using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Flow;

[Activity("Elsa.FlowFork", "Branching", "Leaves by all its branches at once.", DisplayName = "Fork (flow)")]
public sealed class FlowFork : Activity
{
    [Input("Names of the branches.", UIHint = "dynamic-outcomes", DefaultSyntax = "Object")]
    public Input<string[]> Branches { get; } = new([]);

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.Complete(context.Get(Branches) ?? []);
        return ValueTask.CompletedTask;
    }
}
