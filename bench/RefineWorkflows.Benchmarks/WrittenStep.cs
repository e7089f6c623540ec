namespace RefineWorkflows.Benchmarks;

/// <summary>What one commit of the engine wrote.</summary>
internal sealed record WrittenStep(long Instance, IReadOnlyList<WrittenEntry> Entries);
