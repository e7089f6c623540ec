namespace RefineWorkflows.Benchmarks.Taste;

/// <summary>A picture of the pool: what it was painted from, what the product's features say, and what a simulated owner sees.</summary>
/// <param name="Goal">What it was meant to show.</param>
/// <param name="Look">The words added to the goal.</param>
/// <param name="Features">The product's features of its pixels, its goal and the text it was painted from.</param>
/// <param name="Sight">What its owner sees in the same pixels, by other code than the product's.</param>
public sealed record PaintedCandidate(string Goal, IReadOnlyList<string> Look, IReadOnlyList<double> Features, Sight Sight);
