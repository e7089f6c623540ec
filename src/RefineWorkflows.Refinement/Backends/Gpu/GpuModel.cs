namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>What the planner knows of a resident.</summary>
/// <param name="Name">Its name in the group.</param>
/// <param name="Need">Graphics memory in bytes.</param>
/// <param name="LoadTime">How long it takes to be loaded, as measured or guessed.</param>
/// <param name="StepTime">How long one of its steps takes, as measured or guessed.</param>
/// <param name="Pinned">Whether it never gives its memory back.</param>
public sealed record GpuModel(string Name, long Need, TimeSpan LoadTime, TimeSpan StepTime, bool Pinned = false);
