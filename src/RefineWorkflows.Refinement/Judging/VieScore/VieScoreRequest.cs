namespace RefineWorkflows.Refinement.Judging.VieScore;

/// <summary>One picture to score, or two to compare by their scores.</summary>
/// <param name="Instruction">What they should show, or what was to be changed in the original.</param>
/// <param name="Images">One or two encoded pictures.</param>
/// <param name="Original">The picture that they were made from; null for pictures made from words.</param>
public sealed record VieScoreRequest(string Instruction, IReadOnlyList<ReadOnlyMemory<byte>> Images, ReadOnlyMemory<byte>? Original = null);
