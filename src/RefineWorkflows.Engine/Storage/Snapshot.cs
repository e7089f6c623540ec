namespace RefineWorkflows.Engine.Storage;

/// <summary>The fold of an instance's first entries, so that loading need not start at the beginning.</summary>
/// <param name="Sequence">The last entry that is contained.</param>
/// <param name="State">The state as UTF-8 JSON.</param>
public sealed record Snapshot(long Sequence, ReadOnlyMemory<byte> State);
