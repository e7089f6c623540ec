using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.ControlFlow;

/// <summary>The workflow itself: contains the root and ends with it.</summary>
[Activity("Elsa.Workflow", "Workflows", "A whole workflow.", IsBrowsable = false, HiddenPorts = ["Root"])]
public sealed class Workflow : Activity
{
    private ActivityNode? root;

    public override bool IsComposite => true;

    protected internal override void Bind(ActivityBinding binding) => root = binding.Child("root");

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        if (root is null)
            context.Complete();
        else
            context.Schedule(root);
        return ValueTask.CompletedTask;
    }

    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ChildCompletion child)
    {
        context.Complete([.. child.Outcomes ?? []]);
        return ValueTask.CompletedTask;
    }
}
