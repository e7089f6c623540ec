namespace RefineWorkflows.Imaging.Measures;

/// <summary>How dark the darkest parts of a picture are.</summary>
public static class BlackLevel
{
    private const double Percentile = 0.02;

    /// <summary>
    /// The 2nd percentile of luma (BT.601), 0 to 1. A clear picture has near-black pixels somewhere, however bright it is;
    /// fog, smoke and washed-out light have none (the observation behind the dark channel prior of He, Sun and Tang 2009).
    /// </summary>
    public static double Of(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        ReadOnlySpan<byte> pixels = image.Pixels;
        var histogram = new int[256];
        for (int i = 0; i < pixels.Length; i += 3)
            histogram[((299 * pixels[i]) + (587 * pixels[i + 1]) + (114 * pixels[i + 2]) + 500) / 1000]++;
        int level = 0;
        for (double below = histogram[0]; below <= Percentile * (pixels.Length / 3); below += histogram[level])
            level++;
        return level / 255.0;
    }
}
