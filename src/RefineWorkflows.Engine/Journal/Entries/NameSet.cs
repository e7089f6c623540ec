namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>The instance got a name for people.</summary>
/// <param name="Name">The name.</param>
public sealed record NameSet(string? Name) : JournalEntry;
