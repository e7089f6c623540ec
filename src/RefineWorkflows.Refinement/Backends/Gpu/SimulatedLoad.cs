namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>What the simulator runs: models, and runs whose steps follow each other.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Budget">Graphics memory, in bytes.</param>
/// <param name="Models">The members of the group.</param>
/// <param name="Runs">Each asks for a step when the one before it has ended and its pause is over.</param>
public sealed record SimulatedLoad(string Name, long Budget, IReadOnlyList<GpuModel> Models, IReadOnlyList<IReadOnlyList<SimulatedStep>> Runs);
