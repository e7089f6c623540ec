using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.ControlFlow;

[Activity("Elsa.While", "Looping", "Repeats its body as long as a condition holds.")]
public sealed class While : Activity
{
    [Input("Evaluated before each turn.", UIHint = "singleline", AutoEvaluate = false)]
    public Input<bool> Condition { get; } = new(false);

    [Port]
    public ActivityNode? Body { get; set; }

    public override BreakReply OnBreak => BreakReply.Stop;

    protected internal override ValueTask ExecuteAsync(ActivityContext context) => TurnAsync(context);

    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ChildCompletion child)
    {
        if (!context.IsBreaking)
            return TurnAsync(context);
        context.Complete();
        return ValueTask.CompletedTask;
    }

    private async ValueTask TurnAsync(ActivityContext context)
    {
        // Without a body a condition that holds would hold for ever.
        if (Body is not null && await context.EvaluateAsync(Condition))
            context.Schedule(Body);
        else
            context.Complete();
    }
}
