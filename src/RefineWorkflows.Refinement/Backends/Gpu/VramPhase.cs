namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>What is in memory at the same time when phases follow each other.</summary>
/// <param name="Name">The phase.</param>
/// <param name="Components">What it loads.</param>
/// <param name="Gb">What that needs together, in GB.</param>
/// <param name="Fits">Whether that is within the guard budget of a phase.</param>
public sealed record VramPhase(string Name, IReadOnlyList<string> Components, double Gb, bool Fits);
