namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>The activity was ended from outside, or withdrawn before it began.</summary>
/// <param name="Execution">The activity execution it is about.</param>
public sealed record ActivityCanceled(ExecutionId Execution) : ExecutionEntry(Execution);
