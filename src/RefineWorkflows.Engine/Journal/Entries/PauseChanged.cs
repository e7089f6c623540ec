namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>A person paused the instance or let it go on.</summary>
/// <param name="Paused">Whether it is paused from here on.</param>
public sealed record PauseChanged(bool Paused) : JournalEntry;
