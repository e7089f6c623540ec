namespace RefineWorkflows.Imaging.Measures;

/// <summary>The colours of a picture in CIE L*a*b* (D65, from sRGB by IEC 61966-2-1), where a distance of about 2.3 is just visible.</summary>
internal static class LabPlane
{
    private static readonly float[] Linear = [.. Enumerable.Range(0, 256).Select(Linearise)];

    internal static Lab[] Of(RgbImage image)
    {
        var pixels = image.Pixels;
        var plane = new Lab[image.Width * image.Height];
        for (var place = 0; place < plane.Length; place++)
            plane[place] = Convert(pixels[place * 3], pixels[place * 3 + 1], pixels[place * 3 + 2]);
        return plane;
    }

    private static Lab Convert(byte red, byte green, byte blue)
    {
        var (r, g, b) = (Linear[red], Linear[green], Linear[blue]);
        var x = Root((0.4124564f * r + 0.3575761f * g + 0.1804375f * b) / 0.95047f);
        var y = Root(0.2126729f * r + 0.7151522f * g + 0.0721750f * b);
        var z = Root((0.0193339f * r + 0.1191920f * g + 0.9503041f * b) / 1.08883f);
        return new Lab(116 * y - 16, 500 * (x - y), 200 * (y - z));
    }

    private static float Root(float value) => value > 216f / 24389 ? MathF.Cbrt(value) : (24389f / 27 * value + 16) / 116;

    private static float Linearise(int level)
    {
        var value = level / 255.0;
        return (float)(value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4));
    }
}
