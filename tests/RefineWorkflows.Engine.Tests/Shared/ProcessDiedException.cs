namespace RefineWorkflows.Engine.Tests.Shared;

/// <summary>The test's process has died.</summary>
public sealed class ProcessDiedException() : WorkflowException("The process died.");
