using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.ControlFlow;

/// <summary>The workflow itself: contains the root and ends with it.</summary>
internal sealed class Workflow(ActivityNode root) : Activity
{
    public override bool IsComposite => true;

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.Schedule(root);
        return ValueTask.CompletedTask;
    }

    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ChildCompletion child)
    {
        context.Complete([.. child.Outcomes ?? []]);
        return ValueTask.CompletedTask;
    }
}
