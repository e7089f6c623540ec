using System.Text.Json.Serialization;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Models;

namespace RefineWorkflows.Tuning.Training;

/// <summary>One training as a row: the truth about it, whoever does it and however often that process dies.</summary>
/// <param name="Id">Unique, and derived by whoever may ask twice.</param>
/// <param name="User">Whose taste is learned.</param>
/// <param name="Settings">With what, the seed among it.</param>
/// <param name="Dataset">From what.</param>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="AskedBy">Who asked: a person, a schedule, a run.</param>
/// <param name="Status">Where it stands.</param>
public sealed record Training(string Id, string User, TrainingSettings Settings, DatasetSnapshot Dataset, DateTimeOffset AskedAt, string AskedBy, TrainingStatus Status)
{
    /// <summary>Whether a version that passes the gate serves at once; else somebody promotes it.</summary>
    public bool Promotes { get; init; }

    /// <summary>The workflow instance that waits for it; null where none does.</summary>
    public string? Instance { get; init; }

    /// <summary>Whether that instance was told how it ended.</summary>
    public bool IsTold { get; init; }

    /// <summary>Whether somebody wants it to end.</summary>
    public bool IsUnwanted { get; init; }

    /// <summary>How often a process took it up.</summary>
    public int Attempts { get; init; }

    /// <summary>When a process took it up for the first time.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Files to go on from, newest first; at most two, so that a torn one does not cost everything.</summary>
    public IReadOnlyList<TrainingCheckpoint> Checkpoints { get; init; } = [];

    /// <summary>How far it is, as of the last checkpoint; null before the first.</summary>
    public TrainingFigures? Figures { get; init; }

    /// <summary>The version it made; null while there is none.</summary>
    public int? Version { get; init; }

    /// <summary>Whether that version serves, or why not.</summary>
    public GateVerdict? Gate { get; init; }

    /// <summary>In a sentence, why it ended without a version that serves, or what is noteworthy.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether nothing more happens to it.</summary>
    [JsonIgnore]
    public bool IsOver => Status is not (TrainingStatus.Queued or TrainingStatus.Running or TrainingStatus.Yielding);
}
