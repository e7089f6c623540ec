namespace RefineWorkflows.Engine.Storage;

/// <summary>
/// A disk is full: the store's, or one that an activity writes to. What was acknowledged before is safe. The instance
/// stops without an incident and is resumed when there is room.
/// </summary>
public sealed class StorageFullException : WorkflowException
{
    /// <param name="location">What could not be written.</param>
    /// <param name="inner">Why.</param>
    public StorageFullException(string location, Exception inner)
        : base($"Storage full: '{location}' could not be written, and nothing of this step was. Free some space, then resume.", inner)
    {
    }

    /// <param name="failure">What an activity threw because of it.</param>
    public StorageFullException(Exception failure)
        : base($"Storage full: {failure.Message} Nothing of this step was kept. Free some space, then resume.", failure)
    {
    }
}
