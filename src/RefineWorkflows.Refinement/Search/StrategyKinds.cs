namespace RefineWorkflows.Refinement.Search;

/// <summary>The names of the strategies, as settings and reports write them.</summary>
public static class StrategyKinds
{
    /// <summary>Every name that is written, in the order in which help texts list them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["greedy", "climbing", "annealing", "img2img"];

    public static string NameOf(StrategyKind kind) => Names[(int)kind];

    /// <summary>Reads a name in any case; <c>climb</c> and <c>anneal</c> count too.</summary>
    /// <returns>Null when no strategy has this name.</returns>
    public static StrategyKind? TryParse(string? name) => name?.Trim().ToLowerInvariant() switch
    {
        "greedy" => StrategyKind.Greedy,
        "climbing" or "climb" => StrategyKind.Climbing,
        "annealing" or "anneal" => StrategyKind.Annealing,
        "img2img" => StrategyKind.Img2Img,
        _ => null,
    };
}
