namespace RefineWorkflows.Tuning.Models;

/// <summary>How the version that serves does on votes that came after it.</summary>
/// <param name="Version">Which it was.</param>
/// <param name="Trial">How it did.</param>
/// <param name="IsDegraded">Whether it was taken out of service.</param>
public sealed record RollingCheck(int Version, GateTrial Trial, bool IsDegraded);
