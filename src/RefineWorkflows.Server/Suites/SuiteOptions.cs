using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Server.Suites;

/// <summary>How a suite is run.</summary>
/// <param name="MinGrade">The least grade; null takes the suite's own.</param>
/// <param name="RetryFailed">Whether runs that failed before are tried again.</param>
internal sealed record SuiteOptions(Grade? MinGrade, bool RetryFailed);
