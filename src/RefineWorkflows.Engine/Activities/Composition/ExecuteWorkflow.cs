using RefineWorkflows.Engine.Execution;

namespace RefineWorkflows.Engine.Activities.Composition;

/// <summary>Waits unless it is told otherwise; its Result has one shape in both cases.</summary>
[Activity("Elsa.ExecuteWorkflow", "Composition", "Runs another workflow and waits for it.", IsTask = true)]
public sealed class ExecuteWorkflow() : ChildWorkflow(waits: true)
{
    [Output("The child: workflowInstanceId, status, subStatus and output.")]
    public Output<ExecutedWorkflow> Result { get; } = new();

    private protected override void SetResult(ActivityContext context, ChildFinished child)
        => context.Set(Result, new ExecutedWorkflow(child.WorkflowInstanceId, child.Status, child.SubStatus, child.Output));
}
