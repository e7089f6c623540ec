using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Suites;

namespace RefineWorkflows.Refinement.Tests.Suites;

internal static class SomeResults
{
    public static SuiteResults Of(params CaseResult[] cases)
        => new("foods", "refine-loop@3", "measuring-verifier", Refinement.Quality.Grading.Grade.B, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(1), cases);

    public static CaseResult Case(string prompt, string label, double? score, CaseStatus status = CaseStatus.Passed, string? problem = null) => new()
    {
        Id = $"{prompt}/{label}",
        PromptId = prompt,
        Label = label,
        Prompt = $"one {prompt}",
        Run = "20261121-120000-abcd",
        Status = status,
        Problem = problem,
        Picture = score is null ? null : "best.png",
        Grade = score is { } known ? Grade(known) : null,
        Seconds = 1.5,
    };

    public static GradeResult Grade(double score, string evidence = "seen") => Synthesis.Of(
        new Channels(
            ChannelReading.Of(score, [evidence]),
            ChannelReading.Of(score, []),
            ChannelReading.Of(score, []),
            ChannelReading.Missing("nobody has voted yet"),
            ChannelReading.Missing("no model judged it")),
        new GradeSettings());
}
