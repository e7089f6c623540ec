namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>The families of goals that can be measured, by the words that ask for them.</summary>
internal static class Wishes
{
    private static readonly string[] Flames = ["flames", "glowing embers", "on fire", "sparks", "roaring flames"];
    private static readonly string[] Glow = ["orange glow", "glowing", "fiery glow", "radiant"];
    private static readonly string[] WarmLight = ["warm red light", "golden light", "deep reds", "firelight"];
    private static readonly string[] CoolLight = ["cool blue light", "icy", "moonlight"];
    private static readonly string[] WarmPlace = ["deep red background", "fiery background", "orange background"];
    private static readonly string[] Vivid = ["saturated colours", "vibrant", "rich colours"];
    private static readonly string[] Muted = ["muted colours", "faded", "gloomy"];
    private static readonly string[] Contrast = ["high contrast", "dramatic", "hard light"];
    private static readonly string[] Soft = ["soft light", "low contrast", "mist"];
    private static readonly string[] Bright = ["bright sunlight", "bright light", "bright background"];
    private static readonly string[] Dim = ["dim light", "dark background", "night"];
    private static readonly string[] Near = ["fills the frame", "close-up", "bigger"];
    private static readonly string[] Far = ["wide shot", "smaller"];
    private static readonly string[] Plain = ["simple background", "minimal", "clean"];
    private static readonly string[] Fog = ["fog", "mist", "haze"];
    private static readonly string[] Crisp = ["sharp focus", "crisp", "highly detailed"];
    private static readonly string[] Blur = ["soft focus", "dreamy"];

    /// <summary>The wishes of each family.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Wish>> Families { get; } = new Dictionary<string, IReadOnlyList<Wish>>(StringComparer.Ordinal)
    {
        ["hot"] =
        [
            new("fire", m => m.FireShare, Aim.AtLeast, 0.75, 0.38, 1.3, Flames, []),
            new("warmth", m => m.Warmth, Aim.AtLeast, 0.88, 0.19, 1.2, WarmLight, []),
            new("glow", m => m.Glow, Aim.AtLeast, 0.55, 0.26, 1.3, Glow, []),
            new("saturation", m => m.Saturation, Aim.AtLeast, 0.85, 0.36, 1.0, Vivid, []),
            new("background warmth", m => m.BackgroundWarmth, Aim.AtLeast, 0.88, 0.2, 0.9, WarmPlace, []),
            new("colourfulness", m => m.Colourfulness, Aim.AtLeast, 0.80, 0.34, 0.7, ["vibrant", "steam rising", "charred edges"], []),
        ],
        ["cold"] =
        [
            new("warmth", m => m.Warmth, Aim.AtMost, 0.40, 0.08, 1.5, [], CoolLight),
            new("background warmth", m => m.BackgroundWarmth, Aim.AtMost, 0.40, 0.08, 1, [], ["blue background", "snowflakes", "cool blue light"]),
            new("fire", m => m.FireShare, Aim.AtMost, 0.02, 0.1, 0.8, [], ["no flames", "cool light"]),
        ],
        ["warm"] =
        [
            new("warmth", m => m.Warmth, Aim.AtLeast, 0.66, 0.1, 1.5, WarmLight, []),
            new("background warmth", m => m.BackgroundWarmth, Aim.AtLeast, 0.62, 0.1, 1, ["golden light", "candlelight", "orange background"], []),
            new("glow", m => m.Glow, Aim.AtLeast, 0.12, 0.1, 0.6, Glow, []),
        ],
        ["bright"] = [new("brightness", m => m.Brightness, Aim.AtLeast, 0.72, 0.2, 1.5, Bright, [])],
        ["dark"] = [new("brightness", m => m.Brightness, Aim.AtMost, 0.25, 0.18, 1.5, [], Dim), new("dark share", m => m.DarkShare, Aim.AtLeast, 0.4, 0.3, 0.8, ["dark background", "night", "spotlight"], [])],
        ["dramatic"] =
        [
            new("contrast", m => m.Contrast, Aim.AtLeast, 0.55, 0.22, 1.3, Contrast, []),
            new("dark share", m => m.DarkShare, Aim.AtLeast, 0.25, 0.2, 0.8, ["spotlight", "dark background", "rim light"], []),
            new("subject contrast", m => m.SubjectContrast, Aim.AtLeast, 0.45, 0.2, 0.8, ["rim light", "spotlight", "backlit"], []),
        ],
        ["calm"] =
        [
            new("contrast", m => m.Contrast, Aim.AtMost, 0.3, 0.15, 1, [], Soft),
            new("edges", m => m.EdgeDensity, Aim.AtMost, 0.05, 0.06, 0.8, [], Plain),
            new("saturation", m => m.Saturation, Aim.AtMost, 0.35, 0.25, 0.6, [], Muted),
        ],
        ["fog"] = [new("haze", m => m.Haze, Aim.AtLeast, 0.6, 0.2, 1.5, Fog, []), new("contrast", m => m.Contrast, Aim.AtMost, 0.3, 0.2, 0.7, [], Soft)],
        ["clear"] = [new("haze", m => m.Haze, Aim.AtMost, 0.25, 0.2, 1.2, [], ["no fog", "high contrast", "saturated colours"])],
        ["colourful"] = [new("colourfulness", m => m.Colourfulness, Aim.AtLeast, 0.75, 0.3, 1.4, Vivid, []), new("saturation", m => m.Saturation, Aim.AtLeast, 0.55, 0.25, 0.8, Vivid, [])],
        ["muted"] = [new("saturation", m => m.Saturation, Aim.AtMost, 0.2, 0.15, 1.2, [], Muted)],
        ["sharp"] = [new("sharpness", m => m.Sharpness, Aim.AtLeast, 0.5, 0.25, 1.2, Crisp, [])],
        ["blurred"] = [new("sharpness", m => m.Sharpness, Aim.AtMost, 0.12, 0.15, 1.2, [], Blur)],
        ["big"] = [new("subject area", m => m.SubjectArea, Aim.AtLeast, 0.42, 0.16, 1.4, Near, [])],
        ["small"] = [new("subject area", m => m.SubjectArea, Aim.AtMost, 0.08, 0.08, 1.2, [], Far)],
        ["centred"] = [new("distance from the centre", OffCentre, Aim.AtMost, 0.05, 0.12, 1.2, [], ["centred", "symmetrical"])],
        ["symmetrical"] = [new("symmetry", m => m.Symmetry, Aim.AtLeast, 0.85, 0.25, 1.2, ["symmetrical", "centred", "simple background"], [])],
        ["minimal"] = [new("edges", m => m.EdgeDensity, Aim.AtMost, 0.04, 0.06, 1.2, [], Plain)],
        ["rich"] = [new("edges", m => m.EdgeDensity, Aim.AtLeast, 0.15, 0.08, 1.0, ["detailed background", "highly detailed"], [])],
        ["glowing"] = [new("glow", m => m.Glow, Aim.AtLeast, 0.25, 0.15, 1.3, Glow, [])],
        ["good"] =
        [
            new("contrast", m => m.Contrast, Aim.Near, 0.48, 0.3, 0.5, Contrast, Soft),
            new("colourfulness", m => m.Colourfulness, Aim.AtLeast, 0.5, 0.35, 0.5, Vivid, []),
            new("subject contrast", m => m.SubjectContrast, Aim.AtLeast, 0.3, 0.2, 0.4, ["rim light", "simple background"], []),
            new("subject area", m => m.SubjectArea, Aim.Near, 0.26, 0.2, 0.4, Near, Far),
            new("sharpness", m => m.Sharpness, Aim.AtLeast, 0.3, 0.2, 0.3, Crisp, []),
        ],
    };

    /// <summary>The family that each word of a goal asks for.</summary>
    public static IReadOnlyDictionary<string, string> Words { get; } = new (string Family, string Words)[]
    {
        ("hot", "hot hotter hottest heat fire fiery burning flames flame spicy blazing scorching sizzling inferno"),
        ("cold", "cold cool cooler colder icy frosty chilly frozen winter wintry"),
        ("warm", "warm warmer cozy cosy golden autumnal"),
        ("bright", "bright brighter sunny luminous light lighter airy"),
        ("dark", "dark darker night nocturnal gloomy shadowy"),
        ("dramatic", "dramatic epic cinematic powerful intense contrast punchy"),
        ("calm", "calm calmer peaceful serene quiet tranquil gentle soft softer"),
        ("fog", "fog foggy mist misty haze hazy"),
        ("clear", "clear clearer"),
        ("colourful", "colourful colorful vivid vibrant saturated rich"),
        ("muted", "muted pale faded desaturated pastel"),
        ("sharp", "sharp sharper crisp focus"),
        ("blurred", "blurry blurred dreamy"),
        ("big", "big bigger large larger close closer close-up macro"),
        ("small", "small smaller tiny distant wide"),
        ("centred", "centred centered centre center middle"),
        ("symmetrical", "symmetrical symmetric symmetry"),
        ("minimal", "minimal minimalist simple simpler clean uncluttered"),
        ("rich", "cluttered detailed busy"),
        ("glowing", "glow glowing radiant neon"),
        ("good", "good better beautiful striking strikingly appealing stunning nice"),
    }.SelectMany(one => one.Words.Split(' '), (one, word) => KeyValuePair.Create(word, one.Family)).ToDictionary(StringComparer.Ordinal);

    /// <summary>What "less" or "not" of a family asks for instead.</summary>
    public static IReadOnlyDictionary<string, string> Opposites { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["hot"] = "cold", ["warm"] = "cold", ["cold"] = "warm", ["bright"] = "dark", ["dark"] = "bright", ["dramatic"] = "calm", ["calm"] = "dramatic", ["fog"] = "clear", ["clear"] = "fog",
        ["colourful"] = "muted", ["muted"] = "colourful", ["sharp"] = "blurred", ["blurred"] = "sharp", ["big"] = "small", ["small"] = "big", ["minimal"] = "rich", ["rich"] = "minimal",
    };

    private static double OffCentre(Imaging.Measures.ImageMeasures m) => Math.Sqrt(((m.SubjectX - 0.5) * (m.SubjectX - 0.5)) + ((m.SubjectY - 0.5) * (m.SubjectY - 0.5)));
}
