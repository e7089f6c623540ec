namespace RefineWorkflows.Engine.Storage;

/// <summary>The disk under the store is full. What was acknowledged before is safe; make room and resume.</summary>
public sealed class StorageFullException(string location, Exception inner) : WorkflowException(
    $"Storage full: '{location}' could not be written, and nothing of this step was. Free some space, then resume.", inner)
{
    public string Location { get; } = location;
}
