using System.Text.Json;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>A journal entry as it stands in a file.</summary>
internal sealed record JournalFileEntry
{
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    /// <summary>The activity execution it is about; null for the instance itself.</summary>
    public long? Execution { get; init; }

    public required JsonElement Payload { get; init; }
}
