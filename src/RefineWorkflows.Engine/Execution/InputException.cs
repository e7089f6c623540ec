using RefineWorkflows.Engine.Definitions;

namespace RefineWorkflows.Engine.Execution;

/// <summary>An input's expression failed.</summary>
public sealed class InputException(ActivityNode node, string input, Exception inner)
    : WorkflowException($"Failed to evaluate activity input '{input}' of {node}: {inner.Message}", inner);
