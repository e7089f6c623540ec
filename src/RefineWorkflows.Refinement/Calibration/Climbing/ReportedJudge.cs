namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>Who compared a picture.</summary>
/// <param name="Id">The judge's name in settings and reports.</param>
/// <param name="CoarseOnly">Whether it was asked only about coarse axes.</param>
/// <param name="Anchored">Whether it compared with the description instead of the reference picture.</param>
public sealed record ReportedJudge(string Id, bool CoarseOnly, bool Anchored);
