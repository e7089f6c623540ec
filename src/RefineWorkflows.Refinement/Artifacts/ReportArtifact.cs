namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>One file of a run.</summary>
/// <param name="Path">Relative to the run folder.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Bytes">Its length.</param>
public sealed record ReportArtifact(string Path, string Sha256, long Bytes);
