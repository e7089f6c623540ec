using RefineWorkflows.Engine.Definitions;
using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Composition;

/// <summary>
/// Another workflow, drawn as one activity and run inside the same instance. Its inputs are the activity's, its outputs
/// too; what is declared or named inside is not seen outside, nor the other way round.
/// </summary>
internal sealed class WorkflowActivity : Activity
{
    private ActivityNode? root;

    public override bool IsComposite => true;

    protected internal override void Bind(ActivityBinding binding) => root = binding.Inner();

    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.Schedule(root!);
        return ValueTask.CompletedTask;
    }
}
