namespace RefineWorkflows.Engine.Storage;

/// <summary>Everything needed to continue an instance, read at one moment.</summary>
/// <param name="Header">What lists know of it.</param>
/// <param name="Snapshot">The newest snapshot, or null when there is none yet.</param>
/// <param name="Entries">The entries after the snapshot, in order.</param>
/// <param name="Inbox">What has arrived and is not consumed, oldest first.</param>
public sealed record StoredInstance(InstanceHeader Header, Snapshot? Snapshot, IReadOnlyList<EncodedEntry> Entries, IReadOnlyList<InboxMessage> Inbox)
{
    /// <summary>Since when it could have been run; null when it waits for something.</summary>
    public DateTimeOffset? ReadyAt { get; init; }
}
