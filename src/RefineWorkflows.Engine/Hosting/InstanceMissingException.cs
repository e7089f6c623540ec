namespace RefineWorkflows.Engine.Hosting;

/// <summary>No instance has this id.</summary>
public sealed class InstanceMissingException(InstanceId instance)
    : WorkflowException($"There is no workflow instance '{instance}'.")
{
    public InstanceId Instance { get; } = instance;
}
