using RefineWorkflows.Refinement.Judging.Pairs;

namespace RefineWorkflows.Refinement.Judging.Verdicts;

/// <summary>What a person said about one picture or two.</summary>
/// <param name="Images">SHA-256 of each picture's file, lower-case hex; one for a score, two for a winner.</param>
/// <param name="Winner">Which of two is better; null for a score.</param>
/// <param name="Score">From 0 to 10; null for a winner.</param>
/// <param name="Goal">What was to be shown; null stands for whatever a judge was asked.</param>
public sealed record HumanLabel(IReadOnlyList<string> Images, PairWinner? Winner = null, double? Score = null, string? Goal = null);
