namespace RefineWorkflows.Engine.Storage;

/// <summary>The fence has moved on: another node owns the instance now, and nothing was written.</summary>
public sealed class LeaseLostException(Lease lease) : WorkflowException(
    $"Instance {lease.Instance} is no longer leased to '{lease.Node}' (fence {lease.Fence}); nothing was written. Another node continues it.")
{
    public Lease Lease { get; } = lease;
}
