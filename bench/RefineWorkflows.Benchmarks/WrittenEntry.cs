namespace RefineWorkflows.Benchmarks;

/// <summary>One row of the journal, as it lies in the database.</summary>
internal sealed record WrittenEntry(long Sequence, long At, byte[] Kind, long? Execution, byte[] Payload);
