using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.Rubric;
using RefineWorkflows.Refinement.Judging.VieScore;

namespace RefineWorkflows.Refinement.Judging.Verdicts;

/// <summary>One verdict with all that it rests on, as it is kept.</summary>
public sealed record StoredVerdict
{
    /// <summary>SHA-256 over all that decides it: what was asked of whom, how, with which prompt, about which pictures in which order. Equal questions have equal keys.</summary>
    public required string Key { get; init; }

    /// <summary>What was asked.</summary>
    public required VerdictKind Kind { get; init; }

    /// <summary>The judge's name.</summary>
    public required string Judge { get; init; }

    /// <summary>The model that answered.</summary>
    public required string Model { get; init; }

    /// <summary>The prompt it was asked with; null for a judge without words.</summary>
    public PromptStamp? Prompt { get; init; }

    /// <summary>What the pictures should show.</summary>
    public required string Goal { get; init; }

    /// <summary>SHA-256 of each picture's file, in order.</summary>
    public required IReadOnlyList<string> Images { get; init; }

    /// <summary>SHA-256 of the picture that they were made from; null for pictures made from words.</summary>
    public string? Original { get; init; }

    /// <summary>Image A, Image B, Tie, Failed, a score from 0 to 10, or by the rubric the whole from 1 to 5.</summary>
    public required string Value { get; init; }

    /// <summary>Every reply as it came; data, never a command.</summary>
    public required IReadOnlyList<string?> RawReplies { get; init; }

    /// <summary>When it was given, or taken from the cache.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether nobody was asked, because the same question had been answered before.</summary>
    public bool CacheHit { get; init; }

    /// <summary>Whether the judge is of the model family that made one of the pictures, and may like its own kind.</summary>
    public bool SelfPreferenceRisk { get; init; }

    /// <summary>The run that it was given in; null outside of runs.</summary>
    public string? Run { get; init; }

    /// <summary>Of a comparison: all that was said.</summary>
    public PairComparison? Comparison { get; init; }

    /// <summary>Of scores: all that was said.</summary>
    public VieScoreResult? Scores { get; init; }

    /// <summary>Of the rubric: all that was said.</summary>
    public RubricResult? Rubric { get; init; }

    /// <summary>The one number of a picture, from 0 to 10 or by the rubric from 1 to 5; null where there is none.</summary>
    [JsonIgnore]
    internal double? Points => Scores?.Score ?? Rubric?.Overall.Score;

    /// <summary>Whether nothing could be decided. Failed verdicts are kept, and never taken from the cache.</summary>
    internal bool HasFailed => Value == PairWinner.Failed.Words();
}
