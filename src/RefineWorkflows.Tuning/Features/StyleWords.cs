namespace RefineWorkflows.Tuning.Features;

/// <summary>Words of style in a prompt, put together by what people mean by them.</summary>
internal static class StyleWords
{
    private static readonly (string Name, string[] Phrases)[] Groups =
    [
        .. new[]
        {
            ("evening light", "golden hour|golden light|sunset|sunrise|dusk|twilight|evening"),
            ("bright light", "bright|sunlight|sunny|sunlit|daylight|brilliant|well lit|noon"),
            ("dim light", "dim|dark|low light|shadowy|gloomy|underexposed"),
            ("night", "night|moonlight|moonlit|midnight|starry|stars"),
            ("neon", "neon|cyberpunk|synthwave"),
            ("warm light", "warm|candlelight|firelight|amber|cozy|cosy"),
            ("cool light", "cool|cold|icy|blue light|frosty"),
            ("vivid colours", "vivid|vibrant|saturated|colourful|colorful|rich colours|rich colors"),
            ("muted colours", "muted|desaturated|subdued|faded|pale|washed out"),
            ("black and white", "monochrome|black and white|grayscale|noir"),
            ("close-up", "close-up|close up|closeup|macro|tight crop|fills the frame"),
            ("wide view", "wide shot|wide angle|wide|panorama|panoramic|distant|far away"),
            ("large subject", "large|larger|big|bigger|huge|giant"),
            ("small subject", "small|smaller|tiny|little"),
            ("symmetry", "symmetrical|symmetric|symmetry|mirrored|centred|centered"),
            ("off centre", "left third|right third|rule of thirds|on the left|on the right"),
            ("simple", "simple|minimal|minimalist|plain|clean|uncluttered|empty"),
            ("busy", "cluttered|busy|crowded|intricate|detailed"),
            ("mist", "mist|misty|fog|foggy|haze|hazy|smoke|steam"),
            ("rain", "rain|rainy|raining|drizzle|storm|stormy"),
            ("snow", "snow|snowing|snowfall|snowy|blizzard"),
            ("fire", "fire|flames|burning|embers|sparks|lava|molten"),
            ("strong contrast", "high contrast|hard light|dramatic|cinematic|striking|epic"),
            ("soft light", "soft|gentle|diffuse|calm|serene|peaceful"),
            ("light from behind", "backlit|back light|rim light|silhouette|silhouetted|god rays|sunbeams"),
            ("dreamy", "dreamy|ethereal|magical|blurry|blurred|soft focus"),
            ("sharp", "sharp|crisp|in focus|high detail"),
            ("watercolour", "watercolour|watercolor|aquarelle"),
            ("oil painting", "oil painting|oil|painterly"),
            ("pastel", "pastel"),
            ("drawing", "sketch|pencil|drawing|line art"),
            ("pixel art", "pixel art|pixelated|8-bit"),
            ("photograph", "photo|photograph|photorealistic|realistic|bokeh|35mm"),
        }.Select(group => (group.Item1, group.Item2.Split('|'))),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Groups.Select(group => $"words: {group.Name}")];

    /// <summary>1 where the text has a phrase of the group, −1 where it denies one, else 0.</summary>
    public static IEnumerable<double> Of(string text)
    {
        string spaced = $" {string.Join(' ', text.ToLowerInvariant().Split([' ', ',', '.', ';', ':', '\n', '\t', '!', '?', '(', ')', '"'], StringSplitOptions.RemoveEmptyEntries))} ";
        return Groups.Select(group =>
        {
            string? said = Array.Find(group.Phrases, phrase => spaced.Contains($" {phrase} ", StringComparison.Ordinal));
            return said is null ? 0.0 : spaced.Contains($" no {said} ", StringComparison.Ordinal) || spaced.Contains($" without {said} ", StringComparison.Ordinal) ? -1 : 1;
        });
    }
}
