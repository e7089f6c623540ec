using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Quality.Grading;

/// <summary>What one channel brought to a grade.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Reading">What it said, with its evidence, or why it is missing.</param>
/// <param name="Weight">Its part of the score, 0 to 1; 0 when it is missing. Those of one grade add up to 1.</param>
public sealed record GradedChannel([property: JsonConverter(typeof(JsonStringEnumConverter<ChannelKind>))] ChannelKind Channel, ChannelReading Reading, double Weight);
