using Measure = RefineWorkflows.Refinement.Judging.Measuring.Quality;

namespace RefineWorkflows.Refinement.Calibration.Measuring;

/// <summary>
/// What can be measured of any photograph. No band is wider than a fifth of the range that photographs usually cover.
/// What covers the picture or places things in it counts more; what pixels tell less surely counts less.
/// </summary>
internal static class MeasuredAxes
{
    public const string BackgroundColour = "background_colour";
    public const string SubjectCount = "subject_count";
    public const string Text = "text";

    private const double Much = 1.25;
    private const double Unsure = 0.5;

    public static readonly MeasuredAxis[] Ladders =
    [
        new(new("light", "Light", "how bright the picture is as a whole, from very dark to very bright", Granularity.Coarse) { Weight = Much, Lever = "{value} light" },
            Measure.Brightness,
            new(["very dark", "dark", "dim", "medium", "bright", "very bright"], [0, 0.12, 0.25, 0.38, 0.52, 0.68, 1], "brighter", "darker")),
        new(new("light_colour", "Light", "how warm or cool the light and the palette are, from icy blue to fiery red", Granularity.Coarse) { Lever = "{value} palette" },
            Measure.Warmth,
            new(["icy", "cool", "neutral", "warm", "golden", "fiery"], [-0.7, -0.3, -0.08, 0.12, 0.34, 0.58, 1], "warmer", "cooler")),
        new(new("contrast", "Light", "how far light and dark are apart, from very low to very high", Granularity.Coarse) { Lever = "{value} contrast" },
            Measure.Contrast,
            new(["very low", "low", "medium", "strong", "very strong"], [0, 0.16, 0.30, 0.44, 0.58, 0.9], "stronger", "weaker")),
        new(new("saturation", "Colour", "how strong the colours are, from greyish to intense", Granularity.Coarse) { Lever = "{value} colours" },
            Measure.Saturation,
            new(["greyish", "muted", "natural", "rich", "vivid", "intense"], [0, 0.12, 0.26, 0.42, 0.58, 0.75, 1], "more colourful", "less colourful")),
        new(new("framing", "Camera", "how much of the frame the subject fills, from empty to filling it", Granularity.Coarse) { Weight = Much, Lever = "{value}" },
            Measure.SubjectArea,
            new(["empty scene", "very wide shot", "wide shot", "medium shot", "close-up", "fills the frame"], [0, 0.01, 0.05, 0.12, 0.24, 0.42, 0.95], "larger subject", "smaller subject")),
        new(new("position_x", "Camera", "where the subject stands between the left edge and the right", Granularity.Coarse) { Weight = Much, Lever = "subject {value}" },
            Measure.SubjectX,
            new(["far on the left", "on the left", "centred", "on the right", "far on the right"], [0.12, 0.28, 0.43, 0.57, 0.72, 0.88], "further right", "further left"),
            NeedsSubject: true),
        new(new("position_y", "Camera", "where the subject stands between the top edge and the bottom", Granularity.Coarse) { Weight = Much, Lever = "subject {value}" },
            Measure.SubjectY,
            new(["at the very top", "at the top", "at mid-height", "at the bottom", "at the very bottom"], [0.12, 0.28, 0.43, 0.57, 0.72, 0.88], "lower", "higher"),
            NeedsSubject: true),
        new(new("composition", "Camera", "how busy the picture is, from plain to cluttered", Granularity.Coarse) { Lever = "{value} composition" },
            Measure.Clutter,
            new(["plain", "simple", "moderately detailed", "busy", "cluttered"], [0, 0.05, 0.11, 0.19, 0.29, 0.5], "busier", "plainer")),
        new(new("symmetry", "Camera", "how alike the left half and the right half are", Granularity.Fine) { Weight = Unsure, Lever = "{value}" },
            Measure.Symmetry,
            new(["asymmetrical", "loosely balanced", "balanced", "nearly symmetrical", "symmetrical"], [0, 0.2, 0.4, 0.6, 0.8, 1], "more symmetrical", "less symmetrical")),
        new(new("sharpness", "Render", "how crisp the edges are when the picture is looked at as a whole", Granularity.Fine) { Weight = Unsure, Lever = "{value}" },
            Measure.Sharpness,
            new(["very blurred", "soft focus", "fairly sharp", "sharp focus", "very sharp focus"], [0, 0.1, 0.25, 0.42, 0.6, 0.9], "sharper", "softer")),
        new(new("haze", "Render", "how much mist lies over the picture, from clear to thick fog", Granularity.Coarse) { Lever = "{value}" },
            Measure.Haze,
            new(["clear air", "light haze", "mist", "fog", "thick fog"], [0, 0.1, 0.24, 0.4, 0.58, 1], "hazier", "clearer")),
    ];

    /// <summary>Every axis that can be measured, in the order in which a prompt says them.</summary>
    public static readonly Axis[] All =
    [
        new(BackgroundColour, "Colour", "the colour that covers most of the background", Granularity.Coarse) { Weight = Much, Lever = "{value} background" },
        .. Ladders.Select(one => one.Axis),
        new(SubjectCount, "Identity", "how many things stand out from the background (a number)", Granularity.Coarse) { IsNumber = true, Weight = Unsure, Lever = "exactly {value} of them" },
        new(Text, "Text", "the words that can be read in the picture, or no text", Granularity.Fine) { Weight = Unsure, Lever = "the words \"{value}\"", None = TextReadout.None },
    ];

    public static MeasuredAxis? Find(string axis) => Ladders.FirstOrDefault(one => one.Axis.Id == axis);
}
