using System.Text.Json;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Composition;

[Activity("Elsa.DispatchWorkflow", "Composition", "Starts another workflow, and waits for it if asked to.")]
public sealed class DispatchWorkflow() : ChildWorkflow(waits: false)
{
    [Output("The child's outputs by name, when it was waited for.")]
    public Output<IReadOnlyDictionary<string, JsonElement>> Result { get; } = new();

    private protected override void SetResult(ActivityContext context, ChildFinished child)
    {
        if (child.Succeeded)
            context.Set(Result, child.Output);
    }
}
