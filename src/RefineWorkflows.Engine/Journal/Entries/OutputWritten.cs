using System.Text.Json;

namespace RefineWorkflows.Engine.Journal.Entries;

/// <summary>A workflow output got a value.</summary>
/// <param name="Name">Name of the output.</param>
/// <param name="Value">The value.</param>
public sealed record OutputWritten(string Name, JsonElement Value) : JournalEntry;
