using System.Text.Json.Serialization;

namespace RefineWorkflows.Engine.Journal;

/// <summary>One thing that happened to an instance. Appended, never changed; <see cref="InstanceState"/> is the fold of all of them.</summary>
public abstract record JournalEntry
{
    /// <summary>Position in the instance's journal, from 1, without gaps.</summary>
    [JsonIgnore]
    public long Sequence { get; init; }

    /// <summary>When it happened.</summary>
    [JsonIgnore]
    public DateTimeOffset At { get; init; }
}
