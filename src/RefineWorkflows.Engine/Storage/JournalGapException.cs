namespace RefineWorkflows.Engine.Storage;

/// <summary>The entries of a write do not follow the last one stored; nothing was written. The writer has folded another journal than the stored one and must load again.</summary>
public sealed class JournalGapException(InstanceId instance, long expected, long actual) : WorkflowException(
    $"The journal of instance {instance} continues with entry {expected}, but entry {actual} was to be written. Nothing was; load the instance again.")
{
    public InstanceId Instance { get; } = instance;

    /// <summary>The sequence number that had to come next.</summary>
    public long Expected { get; } = expected;

    /// <summary>The sequence number that came.</summary>
    public long Actual { get; } = actual;
}
