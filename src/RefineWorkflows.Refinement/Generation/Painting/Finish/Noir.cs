using RefineWorkflows.Imaging;

namespace RefineWorkflows.Refinement.Generation.Painting.Finish;

/// <summary>Film noir: black and white, levels stretched until blacks are black and lights burn, a deep vignette, coarse grain.</summary>
internal static class Noir
{
    private const double Vignette = 0.80;
    private const double FilmGrain = 26;

    public static RgbImage Apply(RgbImage image, ulong seed)
    {
        Plane luma = Exposed(image);
        (double black, double white) = Levels(luma);
        double side = Math.Min(image.Width, image.Height);
        double clump = Math.Max(1, side / 620);
        byte[] pixels = new byte[image.Pixels.Length];
        for (int y = 0; y < image.Height; y++)
        {
            double dy = ((y + 0.5) / image.Height * 2) - 1;
            for (int x = 0; x < image.Width; x++)
            {
                double dx = ((x + 0.5) / image.Width * 2) - 1;
                double light = Curve(Math.Clamp((luma.Values[(y * image.Width) + x] - black) / (white - black), 0, 1));
                double away = Math.Clamp((((dx * dx) + (dy * dy)) - 0.16) / 1.3, 0, 1);
                double grain = (Grain.Smooth(seed ^ 0xF1, x, y, clump) - 0.5) * FilmGrain;
                byte grey = (byte)Math.Clamp((light * 246 * (1 - (Vignette * away * (2 - away)))) + (grain * (0.35 + light)) + 3, 0, 255);
                pixels.AsSpan(((y * image.Width) + x) * 3, 3).Fill(grey);
            }
        }

        return new RgbImage(image.Width, image.Height, pixels);
    }

    /// <summary>Film that is more sensitive to red than the eye, so that fire and lamps burn white.</summary>
    private static Plane Exposed(RgbImage image)
    {
        float[] values = new float[image.Width * image.Height];
        for (int i = 0; i < values.Length; i++)
            values[i] = (0.5f * image.Pixels[i * 3]) + (0.42f * image.Pixels[(i * 3) + 1]) + (0.08f * image.Pixels[(i * 3) + 2]);
        return new Plane(image.Width, image.Height, values);
    }

    /// <summary>An S: twice the smooth step, held a little below the middle so that shadows win.</summary>
    private static double Curve(double light)
    {
        double low = Math.Clamp((light - 0.06) / 0.94, 0, 1);
        double once = low * low * (3 - (2 * low));
        return (0.35 * once) + (0.65 * once * once * (3 - (2 * once)));
    }

    /// <summary>The levels below and above which only every fiftieth pixel lies.</summary>
    private static (double Black, double White) Levels(Plane luma)
    {
        int[] counts = new int[256];
        foreach (float value in luma.Values)
            counts[(int)Math.Clamp(value, 0, 255)]++;
        int few = luma.Values.Length / 50;
        int black = 0;
        for (int seen = counts[0]; seen < few && black < 254; seen += counts[black])
            black++;
        int white = 255;
        for (int seen = counts[255]; seen < few && white > 1; seen += counts[white])
            white--;
        return (black, Math.Max(white, black + 24));
    }
}
