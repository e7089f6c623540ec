namespace RefineWorkflows.Engine.Storage;

/// <summary>All that one step of an instance writes: together, or not at all.</summary>
public sealed record BurstCommit
{
    /// <summary>The header after this step.</summary>
    public required InstanceHeader Header { get; init; }

    /// <summary>New entries; the first follows the last one stored.</summary>
    public required IReadOnlyList<EncodedEntry> Entries { get; init; }

    /// <summary>The fold up to the last of <see cref="Entries"/>, when one is due. Older snapshots are dropped.</summary>
    public Snapshot? Snapshot { get; init; }

    /// <summary>When a node should look at the instance again: now while it has work, the earliest due time while it waits, null when only a stimulus or nobody can continue it. What waits in the inbox overrules null and later times, except for stimuli when <see cref="InstanceHeader.IsPaused"/>.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    public IReadOnlyList<BookmarkRow> BookmarksAdded { get; init; } = [];

    /// <summary>Ids of bookmarks that no longer wait. A stimulus already in the inbox for one of them is left to the instance to drop.</summary>
    public IReadOnlyList<string> BookmarksRemoved { get; init; } = [];

    /// <summary>Inbox messages that this step has dealt with.</summary>
    public IReadOnlyList<long> InboxConsumed { get; init; } = [];

    /// <summary>Stimuli that leave with this step and are delivered in the same transaction.</summary>
    public IReadOnlyList<Stimulus> Outbox { get; init; } = [];

    /// <summary>Instances that this step starts. One that exists already is left alone, so a repeated step starts nothing twice; one whose activation rule forbids it is not started, and its answer is delivered instead.</summary>
    public IReadOnlyList<NewInstance> Started { get; init; } = [];

    /// <summary>Commands to other instances, those that this step starts included.</summary>
    public IReadOnlyList<InstanceCommand> Commands { get; init; } = [];

    public IReadOnlyList<DomainRecord> Records { get; init; } = [];

    /// <summary>Gives the lease back with this write.</summary>
    public bool Release { get; init; }
}
