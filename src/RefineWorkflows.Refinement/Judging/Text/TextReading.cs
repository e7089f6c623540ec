namespace RefineWorkflows.Refinement.Judging.Text;

/// <summary>What a program read in a picture, or why it could not.</summary>
/// <param name="Words">What it printed, noise and all; empty where it saw nothing. Null exactly when there is a problem.</param>
/// <param name="Problem">One sentence about what went wrong; null when nothing did.</param>
public sealed record TextReading(string? Words, string? Problem);
