using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Measures;

namespace RefineWorkflows.Refinement.Quality.Benchmarks;

/// <summary>Technical quality without a model: an approximation of what MUSIQ answers, not comparable with it.</summary>
internal static class ImagingQuality
{
    /// <summary>The means it is reported with.</summary>
    public const string Name = "measures";

    // A visible grain (see ImageMeasures.Noise) halves the quality, light a quarter of the range off the middle costs nothing.
    private const double Grain = 0.03, FairLight = 0.3, FairContrast = 0.3, CrispVariance = 150;

    // Where noise has eaten all that is sharp, more of it is still worse: the other factors have to be able to say so.
    private const double LeastVariance = 1;

    // As the original: sharpness is no matter of how many pixels a picture was enlarged to.
    private const int LargestSide = 512;

    /// <summary>0 (blurred, noisy, flat, black or burnt out) to 1: the geometric mean of sharpness, cleanness, exposure and contrast, so that one that is ruined ruins all. Looks at a copy of at most 512 px a side.</summary>
    public static double Of(RgbImage image)
    {
        ImageMeasures measures = ImageMeasurer.Measure(Thumbnail.Of(image, LargestSide));
        return Math.Pow(Sharpness(measures) * Cleanness(measures) * Exposure(measures) * Contrast(measures), 0.25);
    }

    // The Laplacian of white noise has 20 times its variance (1 + 1 + 1 + 1 + 16): what is left is the picture's own.
    private static double Sharpness(ImageMeasures measures)
    {
        double variance = 500 * measures.Sharpness / (1 - measures.Sharpness);
        double own = Math.Max(LeastVariance, variance - (20 * Math.Pow(255 * measures.Noise, 2)));
        return own / (own + CrispVariance);
    }

    private static double Cleanness(ImageMeasures measures) => 1 / (1 + Math.Pow(measures.Noise / Grain, 2));

    private static double Exposure(ImageMeasures measures) => 1 - Math.Max(0, (Math.Abs(measures.Brightness - 0.5) - FairLight) / (0.5 - FairLight));

    private static double Contrast(ImageMeasures measures) => Math.Min(1, measures.Contrast / FairContrast);
}
