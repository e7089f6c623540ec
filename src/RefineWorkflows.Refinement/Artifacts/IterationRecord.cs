using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>All that is known about one judged and decided iteration. In JSON: camelCase, one line each in <c>trace.jsonl</c>.</summary>
public sealed record IterationRecord
{
    /// <summary>From 1.</summary>
    public required int Iteration { get; init; }

    /// <summary>The working prompt.</summary>
    public required string Prompt { get; init; }

    /// <summary>The exact text handed to the generator.</summary>
    public required string ImagePrompt { get; init; }

    /// <summary>The picture's file, relative to the run folder.</summary>
    public required string ImagePath { get; init; }

    /// <summary>SHA-256 of the picture's file, lower-case hex.</summary>
    public required string ImageSha256 { get; init; }

    /// <summary>The clip that the picture is the contact sheet of, relative to the run folder; null of a still picture.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClipPath { get; init; }

    /// <summary>The seed that was really used, also when the generator chose it.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Denoising strength; null without a reference or without the knob.</summary>
    public double? Strength { get; init; }

    /// <summary>The picture it was made from, relative to the run folder.</summary>
    public string? ReferencePath { get; init; }

    /// <summary>The judge's last reply, as it came.</summary>
    public string? EvaluatorResponse { get; init; }

    /// <summary>Who judged, and what with; null where nobody was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JudgeStamp? JudgedBy { get; init; }

    /// <summary>From 1 to 10; null when the judge gave none.</summary>
    public double? Score { get; init; }

    public VerdictAction Action { get; init; }

    /// <summary>The grade with its evidence; null where the loop does not grade.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GradeResult? Grade { get; init; }

    /// <summary>The axes of its visionreward channel, 0 to 1 by name; null where nobody judged them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Axes { get; init; }

    /// <summary>The idea for the next picture, from the judge or the proposer; null when the run stopped here.</summary>
    public string? NextPrompt { get; init; }

    /// <summary>The next idea condensed to a working prompt; null when it was sent as it is.</summary>
    public string? SummarizedPrompt { get; init; }

    /// <summary>The idea that led to this picture; null for the first.</summary>
    public string? Idea { get; init; }

    /// <summary>The decision in one line.</summary>
    public required string Status { get; init; }

    public required bool Accepted { get; init; }

    public double? Delta { get; init; }

    public double? Temperature { get; init; }

    public double? Random { get; init; }

    /// <summary>What had to be forgiven in the reply, and what the search wants to be seen.</summary>
    public IReadOnlyList<string> ParseWarnings { get; init; } = [];

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset EndedAt { get; init; }

    public IterationCost Cost { get; init; } = new(1, 0);
}
