namespace RefineWorkflows.Imaging.Measures;

/// <summary>Measures decoded pictures. Pure and deterministic: the same pixels give the same numbers on one machine.</summary>
public static class ImageMeasurer
{
    private const double HalfSharp = 500;

    /// <summary>Everything that <see cref="ImageMeasures"/> holds, of one picture.</summary>
    public static ImageMeasures Measure(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        PixelStatistics pixels = PixelStatistics.Of(image);
        Overview overview = pixels.Overview;
        Detail detail = Detail.Of(pixels.Luma, image.Width, image.Height);
        SubjectMap map = SubjectFinder.Find(overview);
        return new ImageMeasures
        {
            Brightness = pixels.Brightness,
            Contrast = pixels.Contrast,
            Colourfulness = pixels.Colourfulness,
            Saturation = pixels.Saturation,
            Warmth = pixels.Warmth,
            Sharpness = detail.LaplacianVariance / (detail.LaplacianVariance + HalfSharp),
            Acutance = Math.Min(1, detail.Acutance),
            Noise = detail.NoiseDeviation / 255,
            EdgeDensity = detail.EdgeDensity,
            Symmetry = Mood.Symmetry(overview),
            FireShare = Mood.FireShare(overview),
            GlowShare = Mood.GlowShare(overview),
            DarkShare = Mood.DarkShare(overview),
            Haze = Mood.Haze(overview),
            Clutter = Mood.Clutter(overview, map.Mask),
            DominantHues = HueNames.Dominant(overview),
            Subject = map.Subject,
            SubjectTone = Mood.Tone(overview, map.Mask, inside: true),
            BackgroundTone = Mood.Tone(overview, map.Mask, inside: false),
        };
    }

    /// <summary>Where the subject is, for drawing or masking. <see cref="Measure"/> uses the same map.</summary>
    public static SubjectMap MapSubject(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return SubjectFinder.Find(PixelStatistics.Of(image).Overview);
    }
}
