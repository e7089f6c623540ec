using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Primitives;

[Activity("Elsa.Correlate", "Primitives", "Ties the running instance to something outside.")]
public sealed class Correlate : Activity
{
    [Input("What stimuli must name to reach this instance.")]
    public Input<string?> CorrelationId { get; } = new(null);

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.SetCorrelationId(context.Get(CorrelationId));
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
