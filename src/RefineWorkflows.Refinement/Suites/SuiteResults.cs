using System.Text.Json;
using System.Text.Json.Serialization;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Refinement.Suites;

/// <summary>What came out of a suite: <c>results.json</c>.</summary>
/// <param name="Suite">Its name.</param>
/// <param name="Workflow">The definition and its version, as <c>refine-loop@3</c>.</param>
/// <param name="Verifier">Who graded.</param>
/// <param name="MinGrade">The least grade that was asked for; null for none.</param>
/// <param name="StartedAt">When this run of it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Cases">All of them, in the suite's order.</param>
public sealed record SuiteResults(string Suite, string Workflow, string Verifier, [property: JsonConverter(typeof(JsonStringEnumConverter<Grade>))] Grade? MinGrade, DateTimeOffset StartedAt, DateTimeOffset EndedAt, IReadOnlyList<CaseResult> Cases)
{
    /// <summary>Cases with the grade that was asked for.</summary>
    public int Passed => Cases.Count(one => one.Status == CaseStatus.Passed);

    /// <summary>Cases with a grade below it.</summary>
    public int Below => Cases.Count(one => one.Status == CaseStatus.Below);

    /// <summary>Cases without a picture.</summary>
    public int Failed => Cases.Count(one => one.Status == CaseStatus.Failed);

    /// <summary>Mean of the scores that are there, 0 to 1; null without any.</summary>
    public double? MeanScore => Cases.Select(one => one.Grade?.Score).OfType<double>().ToArray() is { Length: > 0 } scores ? scores.Average() : null;

    /// <summary>Reads <c>results.json</c>.</summary>
    /// <param name="json">Its content.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <exception cref="SuiteException">It is something else.</exception>
    public static SuiteResults Parse(string json, string source)
    {
        try
        {
            if (JsonSerializer.Deserialize<SuiteResults>(json, RunJson.Page) is { Cases: not null, Suite: not null } results)
                return results;
        }
        catch (Exception broken) when (broken is JsonException or RefinementException)
        {
            throw new SuiteException($"{source} holds no results of a suite: {broken.Message}", broken);
        }

        throw new SuiteException($"{source} holds no results of a suite; take the results.json that refine eval has written.");
    }

    public string ToJson() => JsonSerializer.Serialize(this, RunJson.Page) + "\n";
}
