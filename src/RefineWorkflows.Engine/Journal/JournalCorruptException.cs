using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Journal;

/// <summary>A stored entry cannot be read: the file was damaged, or written by a newer version.</summary>
public sealed class JournalCorruptException(EncodedEntry entry, string problem, Exception? inner = null) : WorkflowException(
    $"Journal entry {entry.Sequence} ('{entry.Kind}') cannot be read: {problem}. If a newer version wrote it, use that version; otherwise restore the database from a backup.",
    inner ?? new FormatException(problem));
