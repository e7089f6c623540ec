namespace RefineWorkflows.Imaging.Measures;

/// <summary>A small copy of a picture: each cell the mean of the pixels it stands for, bands 0 to 1, interleaved, row-major.</summary>
internal sealed class Overview(int width, int height, float[] rgb)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public int Count => Width * Height;

    /// <summary>Luma of every cell, 0 to 1.</summary>
    public float[] Luma { get; } = ToLuma(rgb);

    public (float R, float G, float B) this[int cell] => (rgb[cell * 3], rgb[(cell * 3) + 1], rgb[(cell * 3) + 2]);

    /// <summary>Hue in degrees [0, 360) with 0 for grey, chroma (max − min) and value (max), the last two 0 to 1 (Smith 1978).</summary>
    public (float Hue, float Chroma, float Value) HueAt(int cell)
    {
        (float r, float g, float b) = this[cell];
        float max = Math.Max(r, Math.Max(g, b));
        float chroma = max - Math.Min(r, Math.Min(g, b));
        if (chroma <= 0)
            return (0, 0, max);
        float sextant = max == r ? (g - b) / chroma : max == g ? ((b - r) / chroma) + 2 : ((r - g) / chroma) + 4;
        return (sextant < 0 ? (sextant + 6) * 60 : sextant * 60, chroma, max);
    }

    private static float[] ToLuma(float[] rgb)
    {
        var luma = new float[rgb.Length / 3];
        for (int i = 0; i < luma.Length; i++)
            luma[i] = (0.299f * rgb[i * 3]) + (0.587f * rgb[(i * 3) + 1]) + (0.114f * rgb[(i * 3) + 2]);
        return luma;
    }
}
