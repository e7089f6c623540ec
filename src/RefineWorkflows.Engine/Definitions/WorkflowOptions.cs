namespace RefineWorkflows.Engine.Definitions;

/// <summary>What was chosen for the whole workflow.</summary>
/// <param name="ActivationStrategy">Short name of the activation strategy, or null for always.</param>
/// <param name="ContinueWithIncidents">Whether other branches go on after an incident instead of the instance being Faulted at once.</param>
/// <param name="UsableAsActivity">Whether other workflows may contain this one.</param>
public sealed record WorkflowOptions(string? ActivationStrategy, bool ContinueWithIncidents, bool UsableAsActivity);
