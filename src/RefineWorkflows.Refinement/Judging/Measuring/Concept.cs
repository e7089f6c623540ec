namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>What people mean when they say a word.</summary>
/// <param name="Words">Words and two-word phrases, in lower case, that name it.</param>
/// <param name="Targets">What it asks of a picture.</param>
/// <param name="Opposite">What asking for less of it asks of a picture; empty when that asks for nothing.</param>
internal sealed record Concept(string[] Words, Target[] Targets, Target[] Opposite);
