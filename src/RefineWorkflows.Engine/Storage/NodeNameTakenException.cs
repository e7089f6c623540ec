namespace RefineWorkflows.Engine.Storage;

/// <summary>Another living host leases under the same name. Two hosts with one name would renew each other's leases.</summary>
public sealed class NodeNameTakenException(NodeName node) : WorkflowException(
    $"The node name '{node}' is in use by another running host. Give each host a name of its own, or stop the other one.")
{
    public NodeName Node { get; } = node;
}
