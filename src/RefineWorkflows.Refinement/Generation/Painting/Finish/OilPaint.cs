using RefineWorkflows.Imaging;

namespace RefineWorkflows.Refinement.Generation.Painting.Finish;

/// <summary>Oil: patches of thick paint, laid along the shapes with a bristle brush, that catch light from the upper left.</summary>
internal static class OilPaint
{
    private const double Relief = 0.34;
    private const double Richness = 1.28;

    public static RgbImage Apply(RgbImage image, ulong seed)
    {
        int width = image.Width;
        int height = image.Height;
        int side = Math.Min(width, height);
        int brush = Math.Max(2, side / 96);
        RgbImage paint = Kuwahara.Apply(image, Math.Max(2, side / 170));
        Plane surface = Bristles(Plane.Luma(paint), seed, brush);
        byte[] pixels = new byte[paint.Pixels.Length];
        int step = Math.Max(1, side / 700);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int at = ((y * width) + x) * 3;
                double light = (surface[x + step, y + step] - surface[x - step, y - step]) * Relief;
                double luma = (0.2126 * paint.Pixels[at]) + (0.7152 * paint.Pixels[at + 1]) + (0.0722 * paint.Pixels[at + 2]);
                double body = (surface[x, y] - 128) * 0.13;
                for (int channel = 0; channel < 3; channel++)
                    pixels[at + channel] = (byte)Math.Clamp(luma + ((paint.Pixels[at + channel] - luma) * Richness) + light + body + 0.5, 0, 255);
            }
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>The height of the paint: noise smeared along the strokes, which run along the edges of the picture.</summary>
    private static Plane Bristles(Plane luma, ulong seed, int brush)
    {
        int width = luma.Width;
        int height = luma.Height;
        Plane guide = luma.Blur(brush * 2);
        float[] values = new float[width * height];
        double cell = Math.Max(1.0, brush * 0.45);
        int reach = brush * 4;
        float[] noise = new float[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                noise[(y * width) + x] = (float)(255 * Grain.Smooth(seed ^ 0x01AD, x, y, cell));
        }

        var grain = new Plane(width, height, noise);
        int stride = Math.Max(1, reach / 6);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (float across, float down) = guide.Gradient(x, y);

                // On calm ground the hand swings freely, in broad arcs.
                double swing = (Grain.Smooth(seed, x, y, brush * 22) - 0.5) * 1.6;
                double gx = across + swing, gy = down + 0.5;
                double share = 1 / Math.Sqrt((gx * gx) + (gy * gy) + 1e-6);
                double dx = -gy * share, dy = gx * share;
                double sum = 0;
                int count = 0;
                for (int i = -reach; i <= reach; i += stride)
                {
                    sum += grain[(int)Math.Floor(x + (i * dx) + 0.5), (int)Math.Floor(y + (i * dy) + 0.5)];
                    count++;
                }

                values[(y * width) + x] = (float)((((sum / count) - 127.5) * 1.9) + 128);
            }
        }

        return new Plane(width, height, values).Blur(Math.Max(1, brush / 5));
    }
}
