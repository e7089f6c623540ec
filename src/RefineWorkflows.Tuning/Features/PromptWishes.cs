namespace RefineWorkflows.Tuning.Features;

/// <summary>What a prompt asks for in ways that pixels tell: each aspect −1 (as little as can be), 0 (nothing said) or 1 (as much).</summary>
internal static class PromptWishes
{
    private static readonly (string Aspect, string More, string Less)[] Aspects =
    [
        ("brightness", "bright brighter sunny sunlit sunlight daylight luminous radiant noon morning cheerful airy", "dark darker dim night midnight moonlit moonlight gloomy shadowy noir dusk starry"),
        ("warm colours", "warm golden sunset sunrise candlelight firelight amber orange cosy cozy fire flames burning autumn embers lava", "cool cold icy blue frosty winter snow snowy moonlight moonlit chilly teal"),
        ("saturation", "vivid vibrant saturated colourful colorful neon rich festive", "muted pale faded desaturated grey gray monochrome subdued washed pastel"),
        ("detail", "busy cluttered detailed crowded intricate", "simple minimal minimalist plain clean uncluttered empty calm"),
        ("subject size", "close-up close closeup macro large larger big huge portrait fills", "wide distant small tiny far panorama panoramic little"),
        ("haze", "fog foggy mist misty haze hazy dreamy steam smoke smoky", "clear crisp sharp"),
    ];

    private static readonly Dictionary<string, (int Aspect, int Wish)> Words = Aspects
        .SelectMany((aspect, at) => aspect.More.Split(' ').Select(word => (word, at, 1)).Concat(aspect.Less.Split(' ').Select(word => (word, at, -1))))
        .GroupBy(entry => entry.Item1, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => (group.First().Item2, group.First().Item3), StringComparer.Ordinal);

    /// <summary>The pixel features that wishes are about, in order.</summary>
    public static IReadOnlyList<string> Measures { get; } = [.. Aspects.Select(aspect => aspect.Aspect)];

    /// <summary>How many style words there are, and the wish in each aspect.</summary>
    public static (int StyleWords, double[] Wishes) Read(IEnumerable<string> words)
    {
        var wishes = new double[Aspects.Length];
        int count = 0;
        foreach (string word in words)
        {
            if (!Words.TryGetValue(word, out (int Aspect, int Wish) known))
                continue;
            count++;
            wishes[known.Aspect] = Math.Clamp(wishes[known.Aspect] + known.Wish, -1, 1);
        }

        return (count, wishes);
    }
}
