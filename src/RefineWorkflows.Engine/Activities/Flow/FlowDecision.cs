using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Flow;

[Activity("Elsa.FlowDecision", "Branching", "Leaves by True or by False.", DisplayName = "Decision", Outcomes = ["True", "False"])]
public sealed class FlowDecision : Activity
{
    [Input("What is decided.", UIHint = "singleline")]
    public Input<bool> Condition { get; } = new(false);

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.Complete(context.Get(Condition) ? "True" : "False");
        return ValueTask.CompletedTask;
    }
}
