namespace RefineWorkflows.Engine.Storage;

/// <summary>A journal entry as the store keeps it: the store orders entries and never looks inside.</summary>
/// <param name="Sequence">Position in the instance's journal, from 1, without gaps.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">The entry's type as a short stable word.</param>
/// <param name="Execution">The activity execution it is about; null for the instance itself.</param>
/// <param name="Payload">The rest of the entry as UTF-8 JSON.</param>
public sealed record EncodedEntry(long Sequence, DateTimeOffset At, string Kind, ExecutionId? Execution, ReadOnlyMemory<byte> Payload);
