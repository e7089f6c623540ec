namespace RefineWorkflows.Refinement.Calibration.Comparing;

/// <summary>Something in a judge's reply that had to be forgiven, dropped or replaced.</summary>
/// <param name="Code">One of <see cref="AxisNotes"/>.</param>
/// <param name="Axis">The axis as the judge wrote it; null where the note is about the whole reply.</param>
/// <param name="Text">What the judge had said, where that is the point.</param>
public sealed record AxisNote(string Code, string? Axis, string? Text = null);
