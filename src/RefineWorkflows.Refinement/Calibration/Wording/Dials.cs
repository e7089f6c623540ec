namespace RefineWorkflows.Refinement.Calibration.Wording;

/// <summary>Which words move a measured axis. Image models understand them, and so does the embedded painter.</summary>
internal static class Dials
{
    private static readonly Dictionary<string, Dial> ByAxis = new()
    {
        ["light"] = new(
            "extremely dim light, night, black background", "very dim light, dark background", "very dim light", "dim light", "slightly dim light",
            "even light",
            "slightly bright light", "bright light", "very bright sunlight", "very bright sunlight, bright background", "extremely bright sunlight, white background"),
        ["light_colour"] = new(
            "extremely cool blue light, blue background", "very cool blue light, icy", "cool blue light", "slightly cool light",
            "white light",
            "slightly warm light", "warm light", "warm red light, golden", "very warm red light, deep red background"),
        ["contrast"] = new(
            "extremely low contrast, washed out, fog", "very low contrast, soft light", "low contrast", "slightly soft light",
            "natural contrast",
            "slightly high contrast", "high contrast", "very high contrast, hard light", "extremely high contrast, hard light, dramatic"),
        ["saturation"] = new(
            "monochrome", "very muted colours, desaturated", "muted colours", "slightly muted colours",
            "natural colours",
            "slightly saturated colours", "saturated colours", "very vivid saturated colours", "extremely vivid saturated colours, intense colours"),
        ["framing"] = new(
            "extremely wide shot, tiny subject, distant", "very wide shot, small subject", "wide shot", "slightly wide shot",
            "medium shot",
            "slightly larger subject", "close-up", "extreme close-up, large subject", "very large subject, extreme close-up, fills the frame"),
        ["position_x"] = new("far on the left", "on the left", "in the centre", "on the right", "far on the right"),
        ["position_y"] = new("at the top", "upper third", "in the middle", "lower third", "at the bottom"),
        ["composition"] = new(
            "extremely simple background, uncluttered, empty background, soft focus", "very simple background, uncluttered", "simple background", "slightly simple background",
            "some details",
            "detailed background", "busy, detailed background", "very busy, crowded, sharp focus", "extremely cluttered, crowded, rain"),
        ["symmetry"] = new("tilted, on the left", "tilted, dutch angle", "slanted", "loosely balanced", "centred", "symmetrical", "symmetrical, simple background"),
        ["sharpness"] = new(
            "extremely blurry, out of focus, mist", "very blurry, out of focus", "soft focus", "slightly soft focus",
            "natural focus",
            "slightly sharp", "sharp focus", "very sharp focus, detailed background", "extremely sharp focus, highly detailed, very busy, detailed background"),
        ["haze"] = new(
            "extremely high contrast, no fog, dark background", "no fog, very high contrast", "no fog, high contrast", "no mist",
            "natural air",
            "slightly hazy", "mist", "fog", "very thick fog"),
    };

    public static Dial? For(string axis) => ByAxis.GetValueOrDefault(axis);
}
