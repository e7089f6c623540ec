namespace RefineWorkflows.Imaging.Measures;

/// <summary>
/// What a picture measures, without any model. Everything is 0…1 unless it says otherwise. R, G, B are sRGB levels 0…255;
/// luma is 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601); saturation and value are those of HSV (Smith 1978).
/// Colour and texture are taken from every pixel, composition (subject, symmetry, haze) from a copy of at most 128 px a side.
/// </summary>
public sealed record ImageMeasures
{
    /// <summary>Mean luma / 255.</summary>
    public required double Brightness { get; init; }

    /// <summary>RMS contrast (Peli 1990): twice the standard deviation of luma / 255, so half black, half white is 1.</summary>
    public required double Contrast { get; init; }

    /// <summary>Hasler and Süsstrunk (2003): σ + 0.3 μ of the opponent colours R − G and (R + G)/2 − B, divided by 110 ("extremely colourful" is 109) and cut at 1.</summary>
    public required double Colourfulness { get; init; }

    /// <summary>Mean saturation; black counts as 0.</summary>
    public required double Saturation { get; init; }

    /// <summary>ΣR / (ΣR + ΣB): 0 is pure blue, 0.5 neutral (also black), 1 pure red or yellow. Own definition.</summary>
    public required double Warmth { get; init; }

    /// <summary>Colour names that cover at least 5 %, largest first. Boundaries in degrees of hue: red 345, orange 15, yellow 45, green 70, cyan 165, blue 195, purple 255, pink 290; brown is orange below value 0.6; below value 0.18 is black, below saturation 0.15 grey or, above value 0.85, white. Colours are told apart to 5 bits a channel.</summary>
    public required IReadOnlyList<HueShare> DominantHues { get; init; }

    /// <summary>v / (v + 500), where v is the variance of the Laplacian of luma (Pech-Pacheco et al. 2000). A blurred picture is below 0.2, a crisp one above 0.5; noise raises it too. Depends on the resolution: compare pictures of one size.</summary>
    public required double Sharpness { get; init; }

    /// <summary>Standard deviation of noise (Immerkær 1996) as a share of the full range: 0.02 is visible grain. Fine texture counts as noise.</summary>
    public required double Noise { get; init; }

    /// <summary>Share of pixels where luma's Sobel gradient reaches 24 levels a pixel.</summary>
    public required double EdgeDensity { get; init; }

    /// <summary>Mirror symmetry about the vertical axis: correlation of luma with its mirror image, cut at 0; a plain picture is 1.</summary>
    public required double Symmetry { get; init; }

    /// <summary>Share of pixels both bright (luma ≥ 153) and warm (R ≥ 1.2 B): lamps, sunsets, candlelight.</summary>
    public required double Glow { get; init; }

    /// <summary>Share of pixels from red to yellow (hue 345…60°) with saturation ≥ 0.55 and value ≥ 0.55: flames, embers.</summary>
    public required double FireShare { get; init; }

    /// <summary>Share of pixels with luma below 51 (a fifth of the range).</summary>
    public required double DarkShare { get; init; }

    /// <summary>Dark channel (He, Sun and Tang 2009): mean over squares of 8 px of the smallest channel in each / 255. Clear saturated pictures are near 0, fog near 1; large white areas read as fog.</summary>
    public required double Haze { get; init; }

    /// <summary>Connected pieces that stand out from the border's colours (see <see cref="SubjectArea"/>); 0 for a plain picture.</summary>
    public required int SubjectCount { get; init; }

    /// <summary>Things that one would count: pieces whose boxes touch are one, and what is less than half as large as the largest is none.</summary>
    public int MainSubjectCount { get; init; }

    /// <summary>Share of the picture that stands out: distance in L*a*b* to the nearest of twelve colours of the border (Wei et al. 2012), weighed towards the centre (Judd et al. 2009), above Otsu's threshold (1979) and ΔE 6; pieces below 0.5 % dropped.</summary>
    public required double SubjectArea { get; init; }

    /// <summary>The subject's centroid from the left; 0.5 without a subject.</summary>
    public required double SubjectX { get; init; }

    /// <summary>The subject's centroid from the top; 0.5 without a subject.</summary>
    public required double SubjectY { get; init; }

    /// <summary><see cref="Brightness"/> within the subject; that of the picture without one.</summary>
    public required double SubjectBrightness { get; init; }

    /// <summary><see cref="Saturation"/> within the subject; that of the picture without one.</summary>
    public required double SubjectSaturation { get; init; }

    /// <summary><see cref="Warmth"/> within the subject; that of the picture without one.</summary>
    public required double SubjectWarmth { get; init; }

    /// <summary><see cref="DominantHues"/> within the subject; empty without one.</summary>
    public required IReadOnlyList<HueShare> SubjectHues { get; init; }

    /// <summary>Distance of the mean colours of subject and background in L*a*b*, / 100 and cut at 1; 0 without a subject.</summary>
    public required double SubjectContrast { get; init; }

    /// <summary><see cref="Brightness"/> outside the subject.</summary>
    public required double BackgroundBrightness { get; init; }

    /// <summary><see cref="Saturation"/> outside the subject.</summary>
    public required double BackgroundSaturation { get; init; }

    /// <summary><see cref="Warmth"/> outside the subject.</summary>
    public required double BackgroundWarmth { get; init; }

    /// <summary><see cref="DominantHues"/> outside the subject.</summary>
    public required IReadOnlyList<HueShare> BackgroundHues { get; init; }
}
