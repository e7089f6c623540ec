namespace RefineWorkflows.Engine.Storage;

/// <summary>Something that arrived for one instance and waits for its next burst.</summary>
/// <param name="Id">Given by the store, growing; consumed in this order.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Bookmark">The bookmark it resumes; null for commands.</param>
/// <param name="Payload">Input of the resumption or argument of the command, as UTF-8 JSON; empty when there is none.</param>
public sealed record InboxMessage(long Id, InboxKind Kind, string? Bookmark, ReadOnlyMemory<byte> Payload)
{
    /// <summary>When it came; null when an older version of this program took it in.</summary>
    public DateTimeOffset? CameAt { get; init; }
}
