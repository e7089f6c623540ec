namespace RefineWorkflows.Imaging.Measures;

/// <summary>
/// What can be said about a picture by measuring it. Luma is Y' = 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601) of the
/// gamma-encoded bands. <i>Full size</i> measures see every pixel; <i>overview</i> measures see a copy whose longer side is at
/// most 128 pixels, each the mean of the pixels it stands for, so that they hardly depend on the picture's size.
/// </summary>
public sealed record ImageMeasures
{
    /// <summary>Mean luma, 0 (black) to 1 (white). Full size.</summary>
    public required double Brightness { get; init; }

    /// <summary>RMS contrast (Peli 1990): standard deviation of luma ÷ 127.5; 0 is flat, 1 half black and half white. Full size.</summary>
    public required double Contrast { get; init; }

    /// <summary>
    /// Hasler and Süsstrunk 2003, M⁽³⁾ = σ_rgyb + 0.3 μ_rgyb with rg = R − G and yb = (R + G) / 2 − B on 0–255. Their scale:
    /// 0 not, 15 slightly, 33 moderately, 45 averagely, 59 quite, 82 highly, 109 extremely colourful. Full size.
    /// </summary>
    public required double Colourfulness { get; init; }

    /// <summary>Mean chroma, (max − min) / 255 over a pixel's bands (HSV saturation × value), 0 to 1. Full size.</summary>
    public required double Saturation { get; init; }

    /// <summary>Mean of (R − B) / 255, −1 (pure blue) to 1 (pure red, orange or yellow); 0 is neutral. Full size.</summary>
    public required double Warmth { get; init; }

    /// <summary>
    /// v / (v + 500) for the variance v of the Laplacian (4-neighbour) of luma on 0–255 (Pech-Pacheco et al. 2000): 0 is
    /// without detail, about 0.5 a picture with crisp edges. Noise counts as detail; compare pictures of one size. Full size.
    /// </summary>
    public required double Sharpness { get; init; }

    /// <summary>
    /// How steep the edges are, however many there are and whatever their contrast: Σ Laplacian² ÷ Σ (Sobel magnitude ÷ 4)²
    /// over the pixels that <see cref="EdgeDensity"/> counts, at most 1. 1 is a hard step, 0.33 an antialiased one; an edge
    /// blurred by a Gaussian of σ pixels has about 1 / (8 σ²); 0 is without edges. Full size.
    /// </summary>
    public required double Acutance { get; init; }

    /// <summary>Standard deviation of Gaussian noise as estimated by Immerkær 1996 ÷ 255: 0 is clean, 0.02 visible grain. Fine texture is taken for noise. Full size.</summary>
    public required double Noise { get; init; }

    /// <summary>Share of pixels on edges: those with a Sobel magnitude ÷ 4 (the height of a step edge, in levels of luma) above 24, 0 to 1. Full size.</summary>
    public required double EdgeDensity { get; init; }

    /// <summary>Pearson correlation of the luma with its mirror image (left for right), negative values as 0; 1 for a flat picture. Overview.</summary>
    public required double Symmetry { get; init; }

    /// <summary>Share of pixels in the colours of fire: hue 350° to 52° (red to golden yellow), value ≥ 0.8, HSV saturation ≥ 0.65; after the red-dominance rules of Chen et al. 2004. Overview.</summary>
    public required double FireShare { get; init; }

    /// <summary>Share of pixels that shine warmly: hue 345° to 65°, value ≥ 0.9, chroma ≥ 0.3, luma ≥ 0.5 and 0.1 above the picture's mean; and blown highlights (all bands ≥ 0.94) within 4 overview pixels of such. What is bright all over, or white, does not glow. Overview.</summary>
    public required double GlowShare { get; init; }

    /// <summary>Share of pixels with luma below 0.15. Overview.</summary>
    public required double DarkShare { get; init; }

    /// <summary>
    /// Fog: raised black level without local contrast. P₂ × (1 − min(1, s / 0.08)), where P₂ is the 2nd percentile of luma
    /// and s the mean standard deviation of luma inside blocks of 8 × 8; 0 is clear, 1 a white-out. After the observation of
    /// the dark channel prior (He et al. 2009) that clear pictures have near-black pixels everywhere. Overview.
    /// </summary>
    public required double Haze { get; init; }

    /// <summary>Share of background pixels with a luma step above 10 levels to the right or below: how busy the surroundings are. Overview.</summary>
    public required double Clutter { get; init; }

    /// <summary>The colours that cover at least 5 % of the picture, largest first. Overview.</summary>
    public required IReadOnlyList<HueShare> DominantHues { get; init; }

    /// <summary>What stands out, or null when nothing does. Overview.</summary>
    public required SubjectMeasures? Subject { get; init; }

    /// <summary>Light and colour inside the subject's mask; zeroes without a subject. Overview.</summary>
    public required RegionTone SubjectTone { get; init; }

    /// <summary>Light and colour outside the subject's mask; the whole picture without a subject. Overview.</summary>
    public required RegionTone BackgroundTone { get; init; }
}
