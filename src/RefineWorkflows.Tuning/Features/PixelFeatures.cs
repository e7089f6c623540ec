using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Tuning.Features;

/// <summary>What a small copy of a picture shows, as numbers with names. Plain arithmetic: the same bytes on every run of one machine.</summary>
internal static class PixelFeatures
{
    private const int Side = 192, Hues = 12, Levels = 32;
    private const double Edge = 40;

    private static readonly string[] HueNames =
        ["red", "orange", "yellow", "lime green", "green", "sea green", "cyan", "azure", "blue", "violet", "magenta", "rose"];

    public static IReadOnlyList<string> Names { get; } =
    [
        "brightness", "contrast", "colourfulness", "saturation", "warm colours", "glowing light", "fire colours", "darkness", "bright areas", "haze",
        .. HueNames.Select(name => $"colour: {name}"), "grey tones",
        "craft: sharpness", "craft: noise", "detail", "variety of tones", "plain areas", "detail along the thirds", "detail in the middle", "detail at the border",
        "symmetry", "upright symmetry", "light from the left", "light from above", "bright centre",
        "subject size", "subject left to right", "subject top to bottom", "subject off centre", "number of things", "subject stands out",
        "subject brightness", "subject saturation", "subject warmth", "background brightness", "background saturation", "background warmth",
        "upper third: brightness", "upper third: warm colours", "upper third: saturation", "lower third: brightness", "lower third: warm colours", "lower third: saturation",
    ];

    public static IEnumerable<double> Of(RgbImage picture)
    {
        RgbImage small = Thumbnail.Of(picture, Side);
        ImageMeasures measures = ImageMeasurer.Measure(small);
        var plane = new TonePlane(small);
        var (hues, grey) = HueShares(small);
        double subject = measures.SubjectCount > 0 ? 1 : 0;
        return
        [
            measures.Brightness, measures.Contrast, measures.Colourfulness, measures.Saturation, measures.Warmth, measures.Glow, measures.FireShare, measures.DarkShare, plane.BrightShare, measures.Haze,
            .. hues, grey,
            measures.Sharpness, Math.Min(1, measures.Noise * 10), measures.EdgeDensity, plane.Entropy(Levels), plane.PlainShare, plane.Thirds(Edge), plane.Middle, plane.Border,
            measures.Symmetry, plane.UprightSymmetry, plane.FromLeft, plane.FromAbove, plane.BrightCentre,
            measures.SubjectArea, measures.SubjectX, measures.SubjectY, Math.Min(1, 2 * Math.Sqrt(Math.Pow(measures.SubjectX - 0.5, 2) + Math.Pow(measures.SubjectY - 0.5, 2))), Math.Min(9, measures.MainSubjectCount) / 9.0 * subject, measures.SubjectContrast,
            measures.SubjectBrightness, measures.SubjectSaturation, measures.SubjectWarmth, measures.BackgroundBrightness, measures.BackgroundSaturation, measures.BackgroundWarmth,
            .. Band(small, 0, small.Height / 3), .. Band(small, small.Height - (small.Height / 3), small.Height),
        ];
    }

    // Mean of the channels, of red minus blue, and of their spread, between two rows.
    private static double[] Band(RgbImage picture, int from, int to)
    {
        ReadOnlySpan<byte> pixels = picture.Pixels[(from * picture.Width * 3)..(to * picture.Width * 3)];
        var (light, warm, spread) = (0L, 0L, 0L);
        for (int place = 0; place < pixels.Length; place += 3)
        {
            (int red, int green, int blue) = (pixels[place], pixels[place + 1], pixels[place + 2]);
            light += red + green + blue;
            warm += red - blue;
            spread += Math.Max(red, Math.Max(green, blue)) - Math.Min(red, Math.Min(green, blue));
        }

        double all = Math.Max(1, pixels.Length / 3) * 255.0;
        return [light / all / 3, warm / all, spread / all];
    }

    // Weighed by chroma, so that the hue of a near-grey, which is luck, counts for next to nothing.
    private static (double[] Hues, double Grey) HueShares(RgbImage picture)
    {
        var shares = new double[Hues];
        double grey = 0;
        ReadOnlySpan<byte> pixels = picture.Pixels;
        int count = pixels.Length / 3;
        for (int place = 0; place < pixels.Length; place += 3)
        {
            (int red, int green, int blue) = (pixels[place], pixels[place + 1], pixels[place + 2]);
            int most = Math.Max(red, Math.Max(green, blue));
            int chroma = most - Math.Min(red, Math.Min(green, blue));
            if (chroma * 10 < most || chroma < 8)
            {
                grey++;
                continue;
            }

            double hue = most == red ? (double)(green - blue) / chroma : most == green ? 2 + ((double)(blue - red) / chroma) : 4 + ((double)(red - green) / chroma);
            // Twelve bins of 30° around the hue that names each; a hue between two counts for both.
            double at = (hue < 0 ? hue + 6 : hue) * 2;
            int below = (int)at;
            double above = at - below, weight = chroma / 255.0;
            shares[below % Hues] += weight * (1 - above);
            shares[(below + 1) % Hues] += weight * above;
        }

        for (int at = 0; at < Hues; at++)
            shares[at] = Math.Sqrt(shares[at] / count);
        return (shares, grey / count);
    }
}
