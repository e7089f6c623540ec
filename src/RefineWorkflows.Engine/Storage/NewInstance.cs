namespace RefineWorkflows.Engine.Storage;

/// <summary>An instance to be accepted.</summary>
/// <param name="Header">Its header; the sub-status is Pending, unless it lived in another store before.</param>
/// <param name="Entries">Its first entries, from sequence 1.</param>
/// <param name="ReadyAt">When it may start; null when nothing but a command or a stimulus shall wake it.</param>
public sealed record NewInstance(InstanceHeader Header, IReadOnlyList<EncodedEntry> Entries, DateTimeOffset? ReadyAt)
{
    /// <summary>Where it waits already: for one that lived in another store before.</summary>
    public IReadOnlyList<BookmarkRow> Bookmarks { get; init; } = [];

    /// <summary>What it gives way to.</summary>
    public ActivationRule Activation { get; init; }

    /// <summary>Delivered in its place when a step starts it and <see cref="Activation"/> forbids it; null when nobody waits for it.</summary>
    public Stimulus? WhenRefused { get; init; }

    /// <summary>What the inbox of its parent gets as <see cref="InboxKind.ChildRefused"/> when a step starts it and <see cref="Activation"/> forbids it, as UTF-8 JSON; null for nothing.</summary>
    public ReadOnlyMemory<byte>? RefusalNote { get; init; }
}
