namespace RefineWorkflows.Engine;

/// <summary>Where in its life an instance is. The names are Elsa's and stand on the wire.</summary>
public enum InstanceSubStatus
{
    /// <summary>Accepted, never run.</summary>
    Pending,

    /// <summary>In a burst, or left in one by a node that died.</summary>
    Executing,

    /// <summary>Waiting for a stimulus, a due time or a person.</summary>
    Suspended,

    /// <summary>Ran to its end.</summary>
    Finished,

    /// <summary>Ended by a person.</summary>
    Cancelled,

    /// <summary>Ended by an incident; a retry reopens it.</summary>
    Faulted,

    /// <summary>Stopped between two steps because its host was; continues with the next host.</summary>
    Interrupted,
}
