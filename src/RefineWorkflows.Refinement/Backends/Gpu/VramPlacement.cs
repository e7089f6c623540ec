namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>How models share the device.</summary>
public enum VramPlacement
{
    /// <summary>All stay in memory beside each other.</summary>
    Parallel,

    /// <summary>One phase after the other; each gives its memory back.</summary>
    Sequential,
}
