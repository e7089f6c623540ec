using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.ControlFlow;

[Activity("Elsa.If", "Branching", "Runs one of two branches, as a condition holds or not.")]
public sealed class If : Activity
{
    [Input("Whether Then runs; otherwise Else.", UIHint = "singleline")]
    public Input<bool> Condition { get; } = new(false);

    [Port]
    public ActivityNode? Then { get; set; }

    [Port]
    public ActivityNode? Else { get; set; }

    [Output("Whether the condition held.")]
    public Output<bool> Result { get; } = new();

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        bool holds = context.Get(Condition);
        context.Set(Result, holds);
        if ((holds ? Then : Else) is { } branch)
            context.Schedule(branch);
        else
            context.Complete();
        return ValueTask.CompletedTask;
    }
}
