using RefineWorkflows.Engine.Definitions;

namespace RefineWorkflows.Engine.Activities;

/// <summary>An input has a value that the activity cannot work with.</summary>
public sealed class ActivityInputException(ActivityNode node, string input, string problem)
    : WorkflowException($"Input '{input}' of {node}: {problem}.");
