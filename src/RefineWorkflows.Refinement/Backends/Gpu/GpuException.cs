namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>The graphics memory was asked for something it cannot do. The message says what and what to change.</summary>
public sealed class GpuException(string message) : RefinementException(message);
