using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.ControlFlow;

[Activity("Elsa.Parallel", "Workflows", "Runs activities side by side and waits for all of them.", IsBrowsable = false)]
public sealed class Parallel : Activity
{
    private IReadOnlyList<ActivityNode> branches = [];

    protected internal override void Bind(ActivityBinding binding) => branches = binding.ChildList("activities");

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        foreach (ActivityNode branch in branches)
            context.Schedule(branch);
        if (branches.Count == 0)
            context.Complete();
        return ValueTask.CompletedTask;
    }

    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ChildCompletion child)
    {
        if (!context.LiveChildren().Any())
            context.Complete();
        return ValueTask.CompletedTask;
    }
}
