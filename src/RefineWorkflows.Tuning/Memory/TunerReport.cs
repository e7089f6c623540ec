using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Memory;

/// <summary>What one cycle of the tuner did for one user.</summary>
public sealed record TunerReport
{
    /// <summary>Minibatches of the training; 0 when nothing was trained.</summary>
    [JsonPropertyName("training_step")]
    public long TrainingStep { get; init; }

    /// <summary>Loss on votes that it does not learn from; null when nothing was trained.</summary>
    [JsonPropertyName("loss")]
    public double? Loss { get; init; }

    /// <summary>Patterns that were not known before, in sentences.</summary>
    [JsonPropertyName("new_patterns")]
    public IReadOnlyList<string> NewPatterns { get; init; } = [];

    /// <summary>How sure the model that serves is of votes it has not learned from, 0 to 1.</summary>
    [JsonPropertyName("model_confidence")]
    public double ModelConfidence { get; init; }

    [JsonPropertyName("pairs_used")]
    public int PairsUsed { get; init; }

    [JsonPropertyName("holdout_accuracy")]
    public double? HoldoutAccuracy { get; init; }

    /// <summary>The version that serves now; null when none does.</summary>
    [JsonPropertyName("adapter_version")]
    public int? AdapterVersion { get; init; }

    /// <summary>Why no new version serves; null when one does.</summary>
    [JsonPropertyName("skipped_reason")]
    public string? SkippedReason { get; init; }
}
