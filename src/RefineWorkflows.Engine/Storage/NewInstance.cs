namespace RefineWorkflows.Engine.Storage;

/// <summary>An instance to be accepted.</summary>
/// <param name="Header">Its header; the sub-status is Pending.</param>
/// <param name="Entries">Its first entries, from sequence 1.</param>
/// <param name="ReadyAt">When it may start.</param>
public sealed record NewInstance(InstanceHeader Header, IReadOnlyList<EncodedEntry> Entries, DateTimeOffset ReadyAt);
