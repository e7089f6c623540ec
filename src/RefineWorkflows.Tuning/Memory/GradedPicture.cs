namespace RefineWorkflows.Tuning.Memory;

/// <summary>A graded picture as patterns are looked for in it.</summary>
/// <param name="Id">Run and iteration.</param>
/// <param name="At">When it was graded.</param>
/// <param name="Prompt">What it was meant to show.</param>
/// <param name="Grade">Its grade.</param>
/// <param name="Score">0 to 1; null when it is ungraded.</param>
/// <param name="Scores">0 to 1 by channel (<c>semantic</c>) or channel and axis (<c>visionreward/aesthetic</c>); what is missing is not in it.</param>
public sealed record GradedPicture(string Id, DateTimeOffset At, string Prompt, string Grade, double? Score, IReadOnlyDictionary<string, double> Scores);
