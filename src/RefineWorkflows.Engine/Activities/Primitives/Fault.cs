using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Primitives;

[Activity("Elsa.Fault", "Primitives", "Ends the workflow with a failure that a person has to look at.")]
public sealed class Fault : Activity
{
    [Input("A code for programs.")]
    public Input<string> Code { get; } = new("0");

    [Input("What kind of failure it is.")]
    public Input<string> Category { get; } = new("General");

    [Input("Who caused it, for example System or Business.", DisplayName = "Type")]
    public Input<string> FaultType { get; } = new("System");

    [Input("What went wrong and what to do, for people.")]
    public Input<string> Message { get; } = new("");

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
        => throw new FaultException(context.Get(Code), context.Get(Category), context.Get(FaultType), context.Get(Message));
}
