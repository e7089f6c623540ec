using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Refinement.Suites;

/// <summary>What came out of one case.</summary>
public sealed record CaseResult
{
    /// <summary>The case's id.</summary>
    public required string Id { get; init; }

    /// <summary>The row of the grid.</summary>
    public required string PromptId { get; init; }

    /// <summary>The column of the grid.</summary>
    public required string Label { get; init; }

    public required string Prompt { get; init; }

    /// <summary>The run that made the picture.</summary>
    public required string Run { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<CaseStatus>))]
    public required CaseStatus Status { get; init; }

    /// <summary>The least grade that was asked for; null for none.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<Grade>))]
    public Grade? MinGrade { get; init; }

    /// <summary>Why it has no grade or not the one that was asked for; null when all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>The picture's path; null without one.</summary>
    public string? Picture { get; init; }

    /// <summary>SHA-256 of the picture in lower-case hex; null without one.</summary>
    public string? PictureSha256 { get; init; }

    /// <summary>The score that the run's own judge gave it, 1 to 10; null when it gave none.</summary>
    public double? JudgeScore { get; init; }

    /// <summary>Pictures that the run made.</summary>
    public int Iterations { get; init; }

    /// <summary>The grade with its evidence; null without one.</summary>
    public GradeResult? Grade { get; init; }

    /// <summary>How long this run of the suite took for it, in seconds; 0 when everything was there already.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether the run was there already and was not made again.</summary>
    public bool FromCache { get; init; }
}
