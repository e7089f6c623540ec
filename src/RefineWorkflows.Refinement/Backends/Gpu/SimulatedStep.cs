namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>One step of a simulated run.</summary>
/// <param name="Model">The model it needs.</param>
/// <param name="Pause">Time off the device before it is asked for.</param>
/// <param name="Takes">Time on the device.</param>
/// <param name="Background">Whether it gives way to everything in the foreground.</param>
public sealed record SimulatedStep(string Model, TimeSpan Pause, TimeSpan Takes, bool Background = false);
