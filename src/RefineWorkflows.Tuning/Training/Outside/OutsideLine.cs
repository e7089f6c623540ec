namespace RefineWorkflows.Tuning.Training.Outside;

/// <summary>What a program has said.</summary>
/// <param name="Text">The line.</param>
/// <param name="IsComplaint">Whether it said so on standard error.</param>
internal sealed record OutsideLine(string Text, bool IsComplaint);
