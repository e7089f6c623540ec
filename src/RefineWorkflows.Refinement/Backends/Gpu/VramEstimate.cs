namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>What the calculator found.</summary>
/// <param name="Components">What was added up.</param>
/// <param name="Total">Their sum in GB.</param>
/// <param name="Device">Memory of the device in GB.</param>
/// <param name="Fits">Whether the sum is at most the device.</param>
/// <param name="Recommendation">Whether they may stay in memory beside each other.</param>
/// <param name="PhaseBudget">What one phase may hold, in GB.</param>
/// <param name="Phases">The phases that the components make up, one after the other.</param>
/// <param name="Peak">The largest phase, in GB.</param>
/// <param name="FitsInPhases">Whether every phase is within the guard budget.</param>
public sealed record VramEstimate(IReadOnlyList<VramPart> Components, double Total, double Device, bool Fits, VramPlacement Recommendation, double PhaseBudget, IReadOnlyList<VramPhase> Phases, double Peak, bool FitsInPhases);
