namespace RefineWorkflows.Engine.Execution;

/// <summary>A workflow that was waited for did not reach its end.</summary>
public sealed class ChildWorkflowException(ChildFinished child) : WorkflowException(
    $"The child workflow '{child.WorkflowInstanceId}' {(child.SubStatus == InstanceSubStatus.Pending ? "has not run" : $"ended as {child.SubStatus}")}{(child.Problem is null ? "" : $": {child.Problem}")}. {(child.SubStatus == InstanceSubStatus.Pending ? "Retry this activity when that instance is over" : "Retry this activity to let it go on from where it stopped")}.")
{
    public InstanceId Child { get; } = new(child.WorkflowInstanceId);

    public InstanceSubStatus SubStatus { get; } = child.SubStatus;
}
