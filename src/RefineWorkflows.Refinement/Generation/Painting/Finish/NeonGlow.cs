using RefineWorkflows.Imaging;

namespace RefineWorkflows.Refinement.Generation.Painting.Finish;

/// <summary>Neon: the picture sinks into indigo, and its contours light up as tubes, from cyan on the left to magenta on the right.</summary>
internal static class NeonGlow
{
    private static readonly double[] Cyan = [30, 225, 255];
    private static readonly double[] Magenta = [255, 45, 190];
    private static readonly double[] Indigo = [34, 14, 74];

    public static RgbImage Apply(RgbImage image, ulong seed)
    {
        int width = image.Width;
        int height = image.Height;
        double side = Math.Min(width, height);
        Plane tube = Contours(image, Math.Max(1, (int)(side / 420)));
        Plane near = tube.Blur(Math.Max(1, (int)(side / 190)));
        Plane far = tube.Blur(Math.Max(2, (int)(side / 45)));
        byte[] pixels = new byte[image.Pixels.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int i = (y * width) + x;
                double luma = ((0.2126 * image.Pixels[i * 3]) + (0.7152 * image.Pixels[(i * 3) + 1]) + (0.0722 * image.Pixels[(i * 3) + 2])) / 255;
                double share = Math.Clamp((((double)x / width) - 0.5 + ((Grain.Smooth(seed ^ 0xE0, x, y, side / 3) - 0.5) * 1.1)) * 2.2 + 0.5, 0, 1);
                double core = Math.Min(1, tube.Values[i]);
                double glow = (near.Values[i] * 0.85) + (far.Values[i] * 1.7);
                for (int channel = 0; channel < 3; channel++)
                {
                    double gas = Cyan[channel] + ((Magenta[channel] - Cyan[channel]) * share);
                    double own = image.Pixels[(i * 3) + channel];
                    double dark = (Indigo[channel] * (0.5 + (0.9 * luma))) + ((own + ((own - (luma * 255)) * 0.7)) * 0.42);
                    double lit = (gas * Math.Min(1.3, glow)) + ((gas + ((255 - gas) * 0.55)) * core * 0.8);
                    pixels[(i * 3) + channel] = (byte)Math.Clamp(255 - ((255 - Math.Clamp(dark, 0, 255)) * (255 - Math.Min(255, lit)) / 255) + 0.5, 0, 255);
                }
            }
        }

        return new RgbImage(width, height, pixels);
    }

    private static Plane Contours(RgbImage image, int fine)
    {
        Plane[] channels = [.. Enumerable.Range(0, 3).Select(channel => Plane.Channel(image, channel).Blur(fine))];
        float[] values = new float[image.Width * image.Height];
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                float steepest = Math.Max(channels[0].Slope(x, y), Math.Max(channels[1].Slope(x, y), channels[2].Slope(x, y))) * fine;
                values[(y * image.Width) + x] = steepest;
            }
        }

        // Faint contours of a dark picture have to light up as well as the hard ones of a bright one.
        float usual = Percentile(values, 0.93);
        for (int i = 0; i < values.Length; i++)
            values[i] = Math.Clamp((values[i] - (0.55f * usual)) / (1.3f * usual), 0, 1);

        return new Plane(image.Width, image.Height, values);
    }

    private static float Percentile(float[] values, double share)
    {
        int[] counts = new int[256];
        foreach (float value in values)
            counts[(int)Math.Min(255, value * 4)]++;
        int left = (int)(values.Length * share);
        int level = 0;
        while (level < 255 && (left -= counts[level]) > 0)
            level++;
        return Math.Clamp(level / 4f, 2.5f, 14);
    }
}
