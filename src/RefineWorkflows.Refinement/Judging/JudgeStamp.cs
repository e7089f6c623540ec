using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>Who gave a verdict, and what with; stands beside every verdict that is kept.</summary>
/// <param name="Judge">The judge's name in settings.</param>
/// <param name="Model">The model behind it; null of one that measures, and where nobody knows.</param>
/// <param name="Prompts">The prompts that it is asked with; empty of one that needs no words.</param>
public sealed record JudgeStamp(string Judge, string? Model, IReadOnlyList<PromptStamp> Prompts);
