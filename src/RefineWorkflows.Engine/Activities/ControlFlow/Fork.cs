using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.ControlFlow;

[Activity("Elsa.Fork", "Control Flow", "Runs branches side by side.", IsBrowsable = false)]
public sealed class Fork : Activity
{
    private IReadOnlyList<ActivityNode> branches = [];

    [Input("Whether all branches are waited for, or the first ends the others.")]
    public ForkJoinMode JoinMode { get; set; } = ForkJoinMode.WaitAll;

    public override BreakReply OnBreak => BreakReply.Note;

    protected internal override void Bind(ActivityBinding binding) => branches = binding.ChildList("branches");

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
        if (JoinMode == ForkJoinMode.WaitAny || context.IsBreaking || !context.LiveChildren().Any())
            context.Complete();
        return ValueTask.CompletedTask;
    }
}
