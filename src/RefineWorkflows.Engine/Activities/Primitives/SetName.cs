using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Primitives;

[Activity("Elsa.SetName", "Primitives", "Names the running instance, for people who look for it.")]
public sealed class SetName : Activity
{
    [Input("The name.")]
    public Input<string?> Value { get; } = new(null);

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.SetName(context.Get(Value));
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
