namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>Who did the work, by id.</summary>
public sealed record ReportModels(string Generator, string Judge, string? Proposer);
