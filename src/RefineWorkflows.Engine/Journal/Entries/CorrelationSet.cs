namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>The instance was tied to something outside.</summary>
/// <param name="CorrelationId">The correlation id.</param>
public sealed record CorrelationSet(string? CorrelationId) : JournalEntry;
