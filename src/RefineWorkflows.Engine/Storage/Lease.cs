namespace RefineWorkflows.Engine.Storage;

/// <summary>Ownership of an instance with an end.</summary>
/// <param name="Instance">What is owned.</param>
/// <param name="Node">Who owns it.</param>
/// <param name="Fence">Grows with each owner; every write checks it, so that a node that was only slow can no longer write.</param>
public sealed record Lease(InstanceId Instance, NodeName Node, long Fence);
