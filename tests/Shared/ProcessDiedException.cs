namespace RefineWorkflows.Tests.Shared;

/// <summary>The test's process has died.</summary>
public sealed class ProcessDiedException() : Engine.WorkflowException("The process died.");
