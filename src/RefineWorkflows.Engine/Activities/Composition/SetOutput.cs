using System.Text.Json;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Composition;

[Activity("Elsa.SetOutput", "Composition", "Gives an output of the workflow a value.")]
public sealed class SetOutput : Activity
{
    [Input("Name of the output.", UIHint = "output-picker")]
    public Input<string> OutputName { get; } = new("Output");

    [Input("Its value.")]
    public Input<JsonElement> OutputValue { get; } = new(EngineJson.Null);

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.SetWorkflowOutput(context.Get(OutputName), context.Get(OutputValue));
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
