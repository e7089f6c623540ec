using System.Text.Json.Serialization;

namespace RefineWorkflows.Engine.Journal;

/// <summary>Something that happened to one activity execution.</summary>
public abstract record ExecutionEntry([property: JsonIgnore] ExecutionId Execution) : JournalEntry;
