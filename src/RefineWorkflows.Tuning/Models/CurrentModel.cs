namespace RefineWorkflows.Tuning.Models;

/// <summary>Which version of a user's serves.</summary>
/// <param name="User">Whose.</param>
/// <param name="Version">Which; null for none: what everybody starts with serves.</param>
/// <param name="At">Since when.</param>
/// <param name="Why">Why, in a sentence.</param>
/// <param name="Past">Versions that have served before, latest first.</param>
public sealed record CurrentModel(string User, int? Version, DateTimeOffset At, string Why, IReadOnlyList<int> Past);
