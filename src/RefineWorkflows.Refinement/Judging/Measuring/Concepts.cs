namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>The words that the measuring judge understands, and what they ask of a picture.</summary>
internal static class Concepts
{
    public static readonly Concept[] All =
    [
        new(["hot", "hotter", "hottest", "heat", "fire", "fiery", "burning", "burnt", "blazing", "flame", "flames", "flaming", "scorching", "spicy", "inferno", "molten", "lava", "sizzling", "infernal", "volcanic"],
            [new(Quality.Flames, 0, 0.15, 2.5), new(Quality.Fire, 0.1, 0.65, 2), new(Quality.Glow, 0, 0.30, 1, Exact: true), new(Quality.Warmth, 0.1, 0.75, 3), new(Quality.BackgroundWarmth, 0.05, 0.70, 1.5), new(Quality.Saturation, 0.25, 0.85, 1.5), new(Quality.Contrast, 0.15, 0.36, 1)],
            [new(Quality.Flames, 0.1, 0, 2), new(Quality.Fire, 0.4, 0.05, 1), new(Quality.Warmth, 0.5, 0.05, 3)]),
        new(["warm", "warmer", "warmth", "cosy", "cozy", "golden", "sunset", "sunrise", "autumn", "autumnal"],
            [new(Quality.Warmth, -0.1, 0.45, 3), new(Quality.BackgroundWarmth, -0.1, 0.40, 1.5), new(Quality.Saturation, 0.15, 0.50, 1)],
            [new(Quality.Warmth, 0.5, 0, 3), new(Quality.BackgroundWarmth, 0.4, 0, 1.5)]),
        new(["cool", "cooler", "cold", "colder", "icy", "frozen", "winter", "wintry", "chilly", "frosty", "blue", "arctic"],
            [new(Quality.Warmth, 0.3, -0.25, 3), new(Quality.BackgroundWarmth, 0.3, -0.25, 1.5), new(Quality.Flames, 0.05, 0, 1)],
            [new(Quality.Warmth, -0.2, 0.15, 3)]),
        new(["mist", "misty", "fog", "foggy", "haze", "hazy"],
            [new(Quality.Haze, 0.15, 0.55, 4), new(Quality.Contrast, 0.5, 0.20, 1)],
            [new(Quality.Haze, 0.5, 0.12, 3)]),
        new(["calm", "calmer", "quiet", "peaceful", "serene", "soft", "softer", "gentle", "tranquil", "dreamy", "relaxing"],
            [new(Quality.Contrast, 0.5, 0.20, 2), new(Quality.Clutter, 0.15, 0.03, 1.5), new(Quality.Saturation, 0.7, 0.20, 1), new(Quality.Flames, 0.05, 0, 1)],
            [new(Quality.Contrast, 0.2, 0.50, 2)]),
        new(["bright", "brighter", "sunny", "radiant", "daylight", "morning", "dawn", "noon", "lighter", "light-filled"],
            [new(Quality.Brightness, 0.3, 0.72, 3), new(Quality.Darkness, 0.3, 0.02, 1)],
            [new(Quality.Brightness, 0.6, 0.25, 3)]),
        new(["dark", "darker", "night", "gloomy", "moody", "noir", "dim", "dimmer", "midnight"],
            [new(Quality.Brightness, 0.55, 0.20, 3), new(Quality.Darkness, 0.1, 0.60, 1)],
            [new(Quality.Brightness, 0.25, 0.55, 3)]),
        new(["dramatic", "drama", "striking", "strikingly", "epic", "intense", "powerful", "bold", "stunning"],
            [new(Quality.Contrast, 0.15, 0.48, 3), new(Quality.Darkness, 0, 0.40, 1), new(Quality.Saturation, 0.2, 0.60, 1), new(Quality.Glow, 0, 0.08, 1)],
            [new(Quality.Contrast, 0.5, 0.20, 3)]),
        new(["contrast", "contrasty", "punchy"],
            [new(Quality.Contrast, 0.15, 0.50, 3)],
            [new(Quality.Contrast, 0.5, 0.18, 3)]),
        new(["colourful", "colorful", "vivid", "vibrant", "saturated", "colour", "color", "colours", "colors", "saturation"],
            [new(Quality.Saturation, 0.15, 0.65, 2), new(Quality.Colourfulness, 0.1, 0.70, 2)],
            [new(Quality.Saturation, 0.5, 0.12, 2), new(Quality.Colourfulness, 0.7, 0.2, 2)]),
        new(["muted", "pastel", "desaturated", "subdued", "monochrome", "grey", "gray", "pale", "faded"],
            [new(Quality.Saturation, 0.5, 0.12, 2), new(Quality.Colourfulness, 0.7, 0.2, 2)],
            [new(Quality.Saturation, 0.1, 0.55, 2)]),
        new(["big", "bigger", "large", "larger", "close", "closer", "close-up", "closeup", "huge", "giant", "fill", "fills", "filling", "zoom"],
            [new(Quality.SubjectArea, 0.03, 0.40, 3)],
            [new(Quality.SubjectArea, 0.4, 0.06, 3)]),
        new(["small", "smaller", "tiny", "distant", "far", "wide", "wider"],
            [new(Quality.SubjectArea, 0.4, 0.06, 3)],
            [new(Quality.SubjectArea, 0.03, 0.40, 3)]),
        new(["centred", "centered", "centre", "center", "central", "middle"],
            [new(Quality.Centring, 0.4, 0.95, 3)],
            [new(Quality.Centring, 1, 0.6, 3)]),
        new(["left"], [new(Quality.SubjectX, 0.6, 0.30, 3)], [new(Quality.SubjectX, 0.3, 0.5, 3)]),
        new(["right"], [new(Quality.SubjectX, 0.4, 0.70, 3)], [new(Quality.SubjectX, 0.7, 0.5, 3)]),
        new(["symmetrical", "symmetric", "symmetry", "mirrored", "balanced"],
            [new(Quality.Symmetry, 0.3, 0.92, 3), new(Quality.Centring, 0.5, 0.95, 1)],
            [new(Quality.Symmetry, 0.9, 0.4, 3)]),
        new(["sharp", "sharper", "crisp", "crisper", "detail", "detailed", "focus", "focused", "sharpness"],
            [new(Quality.Sharpness, 0, 0.45, 3)],
            [new(Quality.Sharpness, 0.4, 0.04, 3)]),
        new(["blurry", "blurred", "blur", "bokeh", "soft-focus"],
            [new(Quality.Sharpness, 0.4, 0.04, 3)],
            [new(Quality.Sharpness, 0, 0.45, 3)]),
        new(["simple", "simpler", "minimal", "minimalist", "clean", "cleaner", "uncluttered", "plain", "tidy"],
            [new(Quality.Clutter, 0.15, 0.02, 3)],
            [new(Quality.Clutter, 0, 0.15, 3)]),
        new(["cluttered", "clutter", "busy", "crowded", "busier", "messy"],
            [new(Quality.Clutter, 0, 0.15, 3)],
            [new(Quality.Clutter, 0.15, 0.02, 3)]),
        new(["glow", "glowing", "luminous", "shining", "incandescent", "red-hot"],
            [new(Quality.Glow, 0, 0.15, 3)],
            [new(Quality.Glow, 0.15, 0, 3)]),
        new(["snow", "snowy"],
            [new(Quality.Brightness, 0.3, 0.60, 2), new(Quality.Warmth, 0.2, -0.05, 2), new(Quality.Saturation, 0.5, 0.15, 1)],
            []),
    ];

    /// <summary>What makes a picture good when the goal names nothing that can be measured.</summary>
    public static readonly Target[] General =
    [
        new(Quality.Contrast, 0.1, 0.45, 2),
        new(Quality.Colourfulness, 0.1, 0.60, 2),
        new(Quality.Sharpness, 0, 0.35, 1.5),
        new(Quality.SubjectArea, 0.02, 0.22, 2),
        new(Quality.Centring, 0.4, 0.85, 1.5),
        new(Quality.Clutter, 0.25, 0.06, 1),
        new(Quality.SubjectPresence, 0.2, 0.8, 1),
    ];

    /// <summary>Asked of every picture beside its goal: that one can still see what it shows.</summary>
    public static readonly Target Presence = new(Quality.SubjectPresence, 0.15, 0.6, 1);
}
