using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Training;

/// <summary>Where a training stands. In JSON: the names below.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrainingStatus>))]
public enum TrainingStatus
{
    /// <summary>Asked for, or handed back by a process that had to stop; goes on as soon as a process has the turn.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>Some process trains. After a crash it stands here until the next process takes it up.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Begun, and waiting at a checkpoint until nobody generates.</summary>
    [JsonStringEnumMemberName("yielding")]
    Yielding,

    /// <summary>Over, with a version.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>Over: there was too little to learn from, and nothing changed.</summary>
    [JsonStringEnumMemberName("insufficient_pairs")]
    InsufficientPairs,

    /// <summary>Over: what was learned did not pass the gate; it can be looked at, and does not serve.</summary>
    [JsonStringEnumMemberName("rejected_by_gate")]
    RejectedByGate,

    /// <summary>Over: it could not be done.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Over: somebody did not want it any more.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}
