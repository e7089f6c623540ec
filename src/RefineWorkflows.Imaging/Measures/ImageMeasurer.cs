namespace RefineWorkflows.Imaging.Measures;

/// <summary>Measures pictures with arithmetic alone: no model, no network, no native code.</summary>
public static class ImageMeasurer
{
    /// <summary>The longest side, in pixels, of the copy that measures of composition are taken from.</summary>
    public const int CompositionSide = 128;

    /// <summary>Measures a picture. The time grows with its pixels; equal pixels give equal measures on one machine.</summary>
    /// <remarks>Sums are taken in lanes as wide as the processor's vectors, so texture measures may differ in the last digits between processors.</remarks>
    public static ImageMeasures Measure(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var whole = new ColourTally();
        var texture = Texture.Of(Tally(image, whole), image.Width, image.Height);
        var arrangement = Arrangement.Of(Thumbnail.Of(image, CompositionSide));
        var subject = arrangement.Subject.IsEmpty ? whole : arrangement.Subject;
        return new ImageMeasures
        {
            Brightness = whole.Brightness,
            Contrast = whole.Contrast,
            Colourfulness = whole.Colourfulness,
            Saturation = whole.Saturation,
            Warmth = whole.Warmth,
            DominantHues = whole.Names(),
            Sharpness = texture.LaplacianVariance / (texture.LaplacianVariance + 500),
            Noise = texture.NoiseDeviation / 255,
            EdgeDensity = texture.EdgeShare,
            Symmetry = arrangement.Symmetry,
            Glow = whole.Glow,
            FireShare = whole.Fire,
            DarkShare = whole.Dark,
            Haze = arrangement.Haze,
            SubjectCount = arrangement.Mask.Count,
            MainSubjectCount = arrangement.Mask.MainCount,
            SubjectArea = arrangement.Mask.Area,
            SubjectX = arrangement.Mask.X,
            SubjectY = arrangement.Mask.Y,
            SubjectBrightness = subject.Brightness,
            SubjectSaturation = subject.Saturation,
            SubjectWarmth = subject.Warmth,
            SubjectHues = arrangement.Subject.Names(),
            SubjectContrast = arrangement.SubjectContrast,
            BackgroundBrightness = arrangement.Background.Brightness,
            BackgroundSaturation = arrangement.Background.Saturation,
            BackgroundWarmth = arrangement.Background.Warmth,
            BackgroundHues = arrangement.Background.Names(),
        };
    }

    private static float[] Tally(RgbImage image, ColourTally tally)
    {
        var pixels = image.Pixels;
        var luma = new float[image.Width * image.Height];
        for (var place = 0; place < luma.Length; place++)
        {
            var pixel = pixels.Slice(place * 3, 3);
            luma[place] = tally.Add(pixel[0], pixel[1], pixel[2]);
        }

        return luma;
    }
}
