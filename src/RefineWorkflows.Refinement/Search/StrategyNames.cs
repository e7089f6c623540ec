namespace RefineWorkflows.Refinement.Search;

/// <summary>The words people use for strategies.</summary>
public static class StrategyNames
{
    /// <summary>The names to offer, in the order of <see cref="StrategyKind"/>.</summary>
    public static IReadOnlyList<string> All { get; } = ["greedy", "climbing", "annealing", "img2img"];

    /// <summary>The one name that settings, reports and traces use.</summary>
    public static string Name(this StrategyKind strategy) => All[(int)strategy];

    /// <summary>Reads a name in any case; <c>climb</c>, <c>anneal</c> and <c>image-to-image</c> are understood too.</summary>
    public static bool TryParse(string? text, out StrategyKind strategy)
    {
        StrategyKind? found = text?.Trim().ToLowerInvariant() switch
        {
            "greedy" => StrategyKind.Greedy,
            "climbing" or "climb" => StrategyKind.Climbing,
            "annealing" or "anneal" => StrategyKind.Annealing,
            "img2img" or "image-to-image" => StrategyKind.Img2Img,
            _ => null,
        };
        strategy = found.GetValueOrDefault();
        return found.HasValue;
    }
}
