namespace RefineWorkflows.Tuning.Memory;

/// <summary>One page of what is remembered about a user. It is replaced as a whole.</summary>
/// <param name="User">Whose.</param>
/// <param name="Label">What it is about, for example <c>user_style</c>.</param>
/// <param name="Value">JSON as text, at most <paramref name="Limit"/> characters.</param>
/// <param name="Limit">In characters.</param>
/// <param name="IsReadOnly">Whether only the tuner writes it.</param>
/// <param name="Version">Counts its writes, from 1; 0 was never written.</param>
/// <param name="UpdatedAt">When it was written last; null when never.</param>
/// <param name="By">Who wrote it last; null when nobody has.</param>
public sealed record MemoryBlock(string User, string Label, string Value, int Limit, bool IsReadOnly, int Version, DateTimeOffset? UpdatedAt, string? By);
