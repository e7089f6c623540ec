namespace RefineWorkflows.Imaging.Measures;

/// <summary>CIELAB (CIE 1976) of an sRGB colour under D65: L* 0 to 100, a* and b* about −110 to 110.</summary>
internal readonly record struct LabColour(float L, float A, float B)
{
    /// <param name="rgb">Gamma-encoded sRGB (IEC 61966-2-1), 0 to 1.</param>
    public static LabColour From((float R, float G, float B) rgb)
    {
        float r = Linear(rgb.R), g = Linear(rgb.G), b = Linear(rgb.B);
        float x = Compress(((0.4124564f * r) + (0.3575761f * g) + (0.1804375f * b)) / 0.95047f);
        float y = Compress((0.2126729f * r) + (0.7151522f * g) + (0.0721750f * b));
        float z = Compress(((0.0193339f * r) + (0.1191920f * g) + (0.9503041f * b)) / 1.08883f);
        return new LabColour((116 * y) - 16, 500 * (x - y), 200 * (y - z));
    }

    /// <summary>ΔE*ab.</summary>
    public float DistanceTo(LabColour other)
    {
        float l = L - other.L, a = A - other.A, b = B - other.B;
        return MathF.Sqrt((l * l) + (a * a) + (b * b));
    }

    private static float Linear(float band) => band <= 0.04045f ? band / 12.92f : MathF.Pow((band + 0.055f) / 1.055f, 2.4f);

    private static float Compress(float t) => t > 0.008856f ? MathF.Cbrt(t) : (7.787f * t) + (16f / 116);
}
