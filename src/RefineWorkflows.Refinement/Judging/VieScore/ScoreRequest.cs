namespace RefineWorkflows.Refinement.Judging.VieScore;

/// <summary>One question about one picture.</summary>
/// <param name="Instruction">What it should show, or what was to be changed in the original.</param>
/// <param name="Image">The encoded picture.</param>
/// <param name="Original">The encoded picture that it was made from; null for one made from words.</param>
/// <param name="Reminder">Set when the last reply could not be read: what was wrong with it. Null on the first try.</param>
/// <param name="Seed">Decides what the judge's temperature leaves open.</param>
public sealed record ScoreRequest(string Instruction, ReadOnlyMemory<byte> Image, ReadOnlyMemory<byte>? Original = null, string? Reminder = null, ulong Seed = 0);
