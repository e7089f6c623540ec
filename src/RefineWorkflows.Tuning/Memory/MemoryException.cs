namespace RefineWorkflows.Tuning.Memory;

/// <summary>A memory block cannot be read or written as asked.</summary>
public sealed class MemoryException(string message) : TuningException(message);
