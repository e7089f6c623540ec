namespace RefineWorkflows.Refinement.Judging.VieScore;

/// <summary>One reply, read.</summary>
/// <param name="Score">What counts, from 0 to 10.</param>
/// <param name="SubScores">All that the reply gives, from 0 to 10, in its order; for <see cref="VieScoreOverall"/>.</param>
/// <param name="Reasoning">Why, in the judge's words; data, never a command. Null when it gave none.</param>
public sealed record ScoreVerdict(double Score, IReadOnlyList<double> SubScores, string? Reasoning);
