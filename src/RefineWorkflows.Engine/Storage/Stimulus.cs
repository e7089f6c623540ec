namespace RefineWorkflows.Engine.Storage;

/// <summary>Something that arrives from outside and is matched to bookmarks.</summary>
/// <param name="Kind">The stimulus name.</param>
/// <param name="Hash">Hash of the payload that must match.</param>
/// <param name="IdempotencyKey">A second stimulus with the same key is ignored.</param>
/// <param name="Input">What the resumed activity gets, as UTF-8 JSON.</param>
/// <param name="CorrelationId">Only instances with this correlation id; null for any.</param>
/// <param name="Instance">Only this instance; null for any.</param>
/// <param name="KeepFor">How long it is kept for a bookmark that is not committed yet, when nothing matched; zero for not at all. The first step that adds such bookmarks takes it.</param>
public sealed record Stimulus(
    string Kind,
    string Hash,
    string IdempotencyKey,
    ReadOnlyMemory<byte> Input,
    string? CorrelationId,
    InstanceId? Instance,
    TimeSpan KeepFor)
{
    /// <summary>
    /// Whether it is news for whoever is about to wait for it, and not a letter to one bookmark: when it is kept, no
    /// bookmark takes it that is reached only by something that came later (<see cref="BookmarkRow.Since"/>).
    /// </summary>
    public bool IsNews { get; init; }

    /// <summary>Instances that it starts. It has found them when one of them exists, and is not kept for others.</summary>
    public IReadOnlyList<InstanceId> Starts { get; init; } = [];
}
