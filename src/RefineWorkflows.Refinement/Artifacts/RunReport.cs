using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>A run's outcome for programs: <c>report.json</c>, camelCase, paths relative to the run folder.</summary>
public sealed record RunReport
{
    public int SchemaVersion { get; init; } = 1;

    public required string RunId { get; init; }

    public required string Goal { get; init; }

    public required string DefinitionVersion { get; init; }

    public required StrategyKind Strategy { get; init; }

    public required SearchSettings Parameters { get; init; }

    public required ReportModels Models { get; init; }

    /// <summary>One of <see cref="StopReasons"/>.</summary>
    public required string StopReason { get; init; }

    /// <summary>Whether the judge's DONE was about the best picture; null when the run ended otherwise.</summary>
    public bool? DoneOnBest { get; init; }

    /// <summary>Iterations that were judged and decided.</summary>
    public required int Iterations { get; init; }

    /// <summary>Pictures in the folder, also one that nobody judged.</summary>
    public required int Generations { get; init; }

    /// <summary>Calls of the judge.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Calls of the judge beyond one a picture.</summary>
    public required int EvaluatorRetries { get; init; }

    /// <summary>Null only when nothing was generated.</summary>
    public ReportPicture? Best { get; init; }

    /// <summary>Every picture, in order.</summary>
    public required IReadOnlyList<ReportPicture> Pictures { get; init; }

    /// <summary>A score for each decided iteration; null where the judge gave none.</summary>
    public required IReadOnlyList<double?> ScoreSeries { get; init; }

    public required IReadOnlyList<string> Statuses { get; init; }

    /// <summary>What was spent and what might have been; null where nobody keeps account.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReportBudget? Budget { get; init; }

    /// <summary>See <see cref="RunFingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Start of the first decided iteration.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>End of the last decided iteration.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Every file of the run except this report.</summary>
    public required IReadOnlyList<ReportArtifact> Artifacts { get; init; }
}
