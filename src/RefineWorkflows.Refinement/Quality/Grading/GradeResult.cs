using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>A grade with everything it rests on.</summary>
/// <param name="Grade">The grade; <see cref="Grade.Ungraded"/> when too little is known.</param>
/// <param name="Action">What it asks for.</param>
/// <param name="Score">0 to 1, unrounded; null when no channel said anything.</param>
/// <param name="Interval">Where the score lies with about 95 % confidence.</param>
/// <param name="Coverage">Sum of the weights of present channels, 0 to 1.</param>
/// <param name="IsDivergent">Whether semantic and spatial disagree, so that weight moved to spatial.</param>
/// <param name="PromptAdherence">The score by semantic, spatial and benchmark alone, 0 to 1; null without any of them.</param>
/// <param name="Channels">All five, with their evidence.</param>
/// <param name="Because">Why it is not graded, or reviewed in spite of its grade; null when the grade speaks for itself.</param>
public sealed record GradeResult(
    [property: JsonConverter(typeof(JsonStringEnumConverter<Grade>))] Grade Grade,
    [property: JsonConverter(typeof(JsonStringEnumConverter<GradeAction>))] GradeAction Action,
    double? Score,
    ScoreInterval Interval,
    double Coverage,
    bool IsDivergent,
    double? PromptAdherence,
    IReadOnlyList<GradedChannel> Channels,
    string? Because);
