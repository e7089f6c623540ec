namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>One part of an estimate.</summary>
/// <param name="Name">The component.</param>
/// <param name="Gb">What it needs, in GB.</param>
public sealed record VramPart(string Name, double Gb);
