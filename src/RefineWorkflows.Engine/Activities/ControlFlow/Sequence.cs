using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.ControlFlow;

[Activity("Elsa.Sequence", "Workflows", "Runs activities one after another.", IsBrowsable = false)]
public sealed class Sequence : Activity
{
    private const string Position = "CurrentIndex";
    private IReadOnlyList<ActivityNode> steps = [];

    public override BreakReply OnBreak => BreakReply.Note;

    protected internal override void Bind(ActivityBinding binding) => steps = binding.ChildList("activities");

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        Next(context, 0);
        return ValueTask.CompletedTask;
    }

    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ChildCompletion child)
    {
        if (context.IsBreaking || child.Child.IsTerminal)
            context.Complete();
        else
            Next(context, context.Property<int>(Position) + 1);
        return ValueTask.CompletedTask;
    }

    private void Next(ActivityContext context, int position)
    {
        if (position >= steps.Count)
        {
            context.Complete();
            return;
        }

        if (position > 0)
            context.SetProperty(Position, position);
        context.Schedule(steps[position]);
    }
}
