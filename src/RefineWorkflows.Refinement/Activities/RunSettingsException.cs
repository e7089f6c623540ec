namespace RefineWorkflows.Refinement.Activities;

/// <summary>A run was asked for with settings that cannot be used; nothing was painted.</summary>
public sealed class RunSettingsException(string message) : RefinementException(message);
