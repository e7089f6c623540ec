namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>Words that a painter understands.</summary>
/// <param name="Text">As written into a prompt.</param>
/// <param name="Slot">What it decides.</param>
internal sealed record Phrase(string Text, Slot Slot);
