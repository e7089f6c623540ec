namespace RefineWorkflows.Engine.Storage;

/// <summary>
/// A disk is full: the store's, or one that an activity writes to. What was acknowledged before is safe. The instance
/// stops without an incident and is resumed when there is room.
/// </summary>
public sealed class StorageFullException(string location, Exception inner) : WorkflowException(
    $"Storage full: '{location}' could not be written, and nothing of this step was. Free some space, then resume.", inner)
{
    public string Location { get; } = location;
}
