namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>The instance entered another phase of its life.</summary>
/// <param name="Status">Running or Finished.</param>
/// <param name="SubStatus">The phase.</param>
/// <param name="Reason">Why, in words, when there is something to say.</param>
public sealed record StatusChanged(InstanceStatus Status, InstanceSubStatus SubStatus, string? Reason) : JournalEntry;
