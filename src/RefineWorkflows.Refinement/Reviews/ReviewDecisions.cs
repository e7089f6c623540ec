namespace RefineWorkflows.Refinement.Reviews;

/// <summary>The names of the decisions, as people write them.</summary>
public static class ReviewDecisions
{
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetNames<ReviewDecision>().Select(name => name.ToLowerInvariant())];

    public static string NameOf(ReviewDecision decision) => Names[(int)decision];

    /// <summary>Reads a name in any case.</summary>
    /// <returns>Null when no decision has this name.</returns>
    public static ReviewDecision? TryParse(string? name)
    {
        int at = Names.ToList().FindIndex(known => known.Equals(name?.Trim(), StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : (ReviewDecision)at;
    }
}
