namespace RefineWorkflows.Engine.Execution;

/// <summary>How a visit ended.</summary>
internal sealed record Completion(IReadOnlyList<string>? Outcomes, CompletionReach Reach);
