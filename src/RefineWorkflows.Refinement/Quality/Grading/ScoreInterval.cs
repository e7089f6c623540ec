using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>Where a score may really lie.</summary>
/// <param name="Low">0 to 1.</param>
/// <param name="High">From <paramref name="Low"/> to 1.</param>
/// <param name="Worst">The grade at the low end.</param>
/// <param name="Best">The grade at the high end.</param>
public sealed record ScoreInterval(double Low, double High, [property: JsonConverter(typeof(JsonStringEnumConverter<Grade>))] Grade Worst, [property: JsonConverter(typeof(JsonStringEnumConverter<Grade>))] Grade Best);
