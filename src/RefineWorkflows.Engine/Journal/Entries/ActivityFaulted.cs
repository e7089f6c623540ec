namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>The activity failed for good; a person decides.</summary>
/// <param name="Execution">The activity execution it is about.</param>
/// <param name="Incident">What went wrong.</param>
public sealed record ActivityFaulted(ExecutionId Execution, Incident Incident) : ExecutionEntry(Execution);
