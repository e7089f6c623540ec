using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>Who compared a picture.</summary>
/// <param name="Id">The judge's name in settings and reports.</param>
/// <param name="CoarseOnly">Whether it was asked only about coarse axes.</param>
/// <param name="Anchored">Whether it compared with the description instead of the reference picture.</param>
/// <param name="Model">The model behind it; null of one that measures, and where nobody knows.</param>
/// <param name="Prompts">The prompts that it was asked with; empty of one that needs no words.</param>
public sealed record ReportedJudge(string Id, bool CoarseOnly, bool Anchored, string? Model, IReadOnlyList<PromptStamp> Prompts);
