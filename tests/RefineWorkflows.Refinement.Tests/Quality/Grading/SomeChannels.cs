using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Refinement.Tests.Quality.Grading;

/// <summary>Five channels by their numbers; null is missing.</summary>
internal static class SomeChannels
{
    public static Channels Of(double? semantic, double? spatial, double? benchmark, double? preference, double? visionReward)
        => new(Reading(semantic), Reading(spatial), Reading(benchmark), Reading(preference), Reading(visionReward));

    public static Channels All(double value) => Of(value, value, value, value, value);

    public static GradeResult Graded(double? semantic, double? spatial, double? benchmark, double? preference, double? visionReward, GradeSettings? settings = null)
        => Synthesis.Of(Of(semantic, spatial, benchmark, preference, visionReward), settings ?? new GradeSettings());

    private static ChannelReading Reading(double? value) => value is { } known ? ChannelReading.Of(known, [$"seen as {known}"]) : ChannelReading.Missing("not asked");
}
