using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Refinement.Reviews;

/// <summary>A picture that a person is asked about: a row that commits with the place where its run waits.</summary>
/// <param name="Id">Unique; an answer is for one review.</param>
/// <param name="Run">The run that waits.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Iteration">The picture's iteration.</param>
/// <param name="File">The picture's file in the run's folder.</param>
/// <param name="Grade">Why it is asked; null without a grade.</param>
/// <param name="AskedAt">Since when it is open.</param>
/// <param name="DueAt">When the default is taken; null waits for ever.</param>
/// <param name="Default">What is taken then.</param>
/// <param name="Answer">The answer; null while it is open.</param>
/// <param name="AnsweredAt">When it was answered; null while it is open.</param>
public sealed record Review(
    string Id,
    string Run,
    string Question,
    int Iteration,
    string File,
    GradeResult? Grade,
    DateTimeOffset AskedAt,
    DateTimeOffset? DueAt,
    [property: JsonConverter(typeof(JsonStringEnumConverter<ReviewDecision>))] ReviewDecision Default,
    ReviewAnswer? Answer = null,
    DateTimeOffset? AnsweredAt = null);
