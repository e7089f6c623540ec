namespace RefineWorkflows.Refinement.Tests;

/// <summary>Test data that only a seed decides.</summary>
internal static class Some
{
    /// <summary>Scores from 1 to 10 as a coarse judge gives them; about one in nine is missing.</summary>
    public static double?[] Scores(ulong seed, int count) =>
        [.. Enumerable.Range(0, count).Select(i => StableRandom.Below(9, seed, "missing", i) == 0 ? null : (double?)(1 + StableRandom.Below(10, seed, "score", i)))];
}
