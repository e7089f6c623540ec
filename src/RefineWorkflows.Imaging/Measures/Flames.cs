namespace RefineWorkflows.Imaging.Measures;

/// <summary>Burning fire, told apart from what is merely red or brown.</summary>
public static class Flames
{
    /// <summary>
    /// Share of pixels, 0 to 1, in the colours of a flame's body: HSV hue 18° to 58° (orange to yellow), saturation at least
    /// 0.6, value at least 0.9. Wood, skin and bread are darker, walls in evening light paler. After the rules of Chen et
    /// al. (2004) that fire is bright, saturated, and red before green before blue; the hue's bounds are this project's own.
    /// </summary>
    public static double ShareOf(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        ReadOnlySpan<byte> pixels = image.Pixels;
        int burning = 0;
        for (int i = 0; i < pixels.Length; i += 3)
            burning += IsFlame(pixels[i], pixels[i + 1], pixels[i + 2]) ? 1 : 0;
        return burning / (pixels.Length / 3.0);
    }

    // with red largest and blue smallest the hue is 60° · (g − b) / (r − b)
    private static bool IsFlame(int r, int g, int b)
        => r >= 230 && r >= g && g >= b && (r - b) * 10 >= r * 6
            && (g - b) * 60 >= (r - b) * 18 && (g - b) * 60 <= (r - b) * 58;
}
