using RefineWorkflows.Engine.Definitions;

namespace RefineWorkflows.Engine.Execution;

/// <summary>An activity returned without completing, scheduling or waiting.</summary>
public sealed class DeadEndException(ActivityNode node)
    : WorkflowException($"{node} returned without completing, scheduling a child or waiting for anything; nothing could ever continue it.");
