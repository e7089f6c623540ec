using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Refinement.Suites;

/// <summary>How one case changed between two runs of a suite.</summary>
/// <param name="Id">The case.</param>
/// <param name="GradeBefore">Null without a grade.</param>
/// <param name="GradeAfter">Null without a grade.</param>
/// <param name="ScoreBefore">0 to 1; null without one.</param>
/// <param name="ScoreAfter">0 to 1; null without one.</param>
/// <param name="Delta">Later score minus earlier one; null when one of them is missing.</param>
/// <param name="IsRegression">Whether it got worse by more than was tolerated, or lost its score.</param>
public sealed record CaseDelta(string Id, [property: JsonConverter(typeof(JsonStringEnumConverter<Grade>))] Grade? GradeBefore, [property: JsonConverter(typeof(JsonStringEnumConverter<Grade>))] Grade? GradeAfter, double? ScoreBefore, double? ScoreAfter, double? Delta, bool IsRegression);
