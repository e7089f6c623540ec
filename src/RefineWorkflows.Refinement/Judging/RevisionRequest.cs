namespace RefineWorkflows.Refinement.Judging;

/// <summary>A request for the prompt of the next picture.</summary>
/// <param name="Goal">What the picture should become, in the user's words.</param>
/// <param name="Task">What the run was started with. It comes with every request, so that no revision drifts away from it.</param>
/// <param name="Previous">The prompt that is to be revised; null asks for the first one.</param>
/// <param name="Feedback">What the critic says about the picture that <paramref name="Previous"/> made; null for the first prompt.</param>
/// <param name="Temperature">0 writes the likeliest words.</param>
/// <param name="Seed">Decides what temperature leaves open.</param>
public sealed record RevisionRequest(string Goal, string Task, string? Previous, string? Feedback, double Temperature, ulong Seed);
