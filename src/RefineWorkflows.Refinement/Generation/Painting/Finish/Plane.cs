using RefineWorkflows.Imaging;

namespace RefineWorkflows.Refinement.Generation.Painting.Finish;

/// <summary>One number for each pixel. Outside its borders it goes on as at its border.</summary>
internal sealed class Plane(int width, int height, float[] values)
{
    public int Width { get; } = width;
    public int Height { get; } = height;
    public float[] Values { get; } = values;

    public float this[int x, int y] => Values[(Math.Clamp(y, 0, Height - 1) * Width) + Math.Clamp(x, 0, Width - 1)];

    /// <summary>Rec. 709 luma of every pixel, from 0 to 255.</summary>
    public static Plane Luma(RgbImage image)
    {
        float[] values = new float[image.Width * image.Height];
        ReadOnlySpan<byte> pixels = image.Pixels;
        for (int i = 0; i < values.Length; i++)
            values[i] = (0.2126f * pixels[i * 3]) + (0.7152f * pixels[(i * 3) + 1]) + (0.0722f * pixels[(i * 3) + 2]);
        return new Plane(image.Width, image.Height, values);
    }

    /// <summary>One of the image's channels: 0 red, 1 green, 2 blue.</summary>
    public static Plane Channel(RgbImage image, int channel)
    {
        float[] values = new float[image.Width * image.Height];
        for (int i = 0; i < values.Length; i++)
            values[i] = image.Pixels[(i * 3) + channel];
        return new Plane(image.Width, image.Height, values);
    }

    /// <summary>Two box filters after one another, which come close enough to a Gaussian and cost the same at any radius.</summary>
    public Plane Blur(int radius) => radius < 1 ? this : Box(radius).Box(radius);

    /// <summary>The steepest slope at a pixel, by Scharr's rounder variant of Sobel's operator.</summary>
    public float Slope(int x, int y)
    {
        (float across, float down) = Gradient(x, y);
        return MathF.Sqrt((across * across) + (down * down));
    }

    /// <summary>The slope rightwards and downwards, per pixel.</summary>
    public (float Across, float Down) Gradient(int x, int y)
    {
        float a = this[x - 1, y - 1], b = this[x, y - 1], c = this[x + 1, y - 1], d = this[x - 1, y];
        float e = this[x + 1, y], f = this[x - 1, y + 1], g = this[x, y + 1], h = this[x + 1, y + 1];
        return (((3 * (c - a + h - f)) + (10 * (e - d))) / 32, ((3 * (f - a + h - c)) + (10 * (g - b))) / 32);
    }

    private Plane Box(int radius)
    {
        float[] rows = new float[Values.Length];
        float[] columns = new float[Values.Length];
        for (int y = 0; y < Height; y++)
            Run(Values, rows, y * Width, 1, Width, radius);
        for (int x = 0; x < Width; x++)
            Run(rows, columns, x, Width, Height, radius);
        return new Plane(Width, Height, columns);
    }

    private static void Run(float[] from, float[] to, int start, int step, int length, int radius)
    {
        // A running sum in double: its error stays far below one grey level on any width.
        double sum = 0;
        for (int i = -radius; i <= radius; i++)
            sum += from[start + (Math.Clamp(i, 0, length - 1) * step)];
        double share = 1.0 / ((2 * radius) + 1);
        for (int i = 0; i < length; i++)
        {
            to[start + (i * step)] = (float)(sum * share);
            sum += from[start + (Math.Min(i + radius + 1, length - 1) * step)] - from[start + (Math.Max(i - radius, 0) * step)];
        }
    }
}
