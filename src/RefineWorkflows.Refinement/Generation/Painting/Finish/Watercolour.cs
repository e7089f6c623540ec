using RefineWorkflows.Imaging;

namespace RefineWorkflows.Refinement.Generation.Painting.Finish;

/// <summary>Watercolour: thin washes on rough paper. Edges bleed, pigment dries darkest where a wash ends, and the sheet stays bare at its rim.</summary>
internal static class Watercolour
{
    private const double Thinness = 0.66;
    private const double Pooling = 0.017;

    public static RgbImage Apply(RgbImage image, ulong seed)
    {
        int width = image.Width;
        int height = image.Height;
        double side = Math.Min(width, height);
        RgbImage wash = Kuwahara.Apply(Bleed(image, seed, side), Math.Max(1, (int)(side / 200)));
        Plane luma = Plane.Luma(wash);
        Plane around = luma.Blur(Math.Max(1, (int)(side / 90)));
        byte[] pixels = new byte[wash.Pixels.Length];
        double tooth = Math.Max(1.3, side / 260);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int at = ((y * width) + x) * 3;

                // The darker side of an edge is where the pigment was left when the water dried.
                double pool = Math.Clamp((around[x, y] - luma[x, y]) * Pooling, 0, 0.42);
                double paper = Grain.Smooth(seed ^ 0xA9, x, y, tooth) - 0.5;
                double settled = 1 + (0.42 * (Grain.Smooth(seed ^ 0x51, x, y, side / 9) - 0.5)) + (0.5 * paper);
                double load = Rim(seed, x, y, width, height, side) * settled;
                double sheet = 1 + (0.07 * paper);
                for (int channel = 0; channel < 3; channel++)
                {
                    double absorbed = 1 - (wash.Pixels[at + channel] / 255.0);
                    double pigment = Math.Clamp(((absorbed * Thinness) + (pool * (0.35 + absorbed))) * load, 0, 1);
                    pixels[at + channel] = (byte)Math.Clamp((Sheet(channel) * sheet * (1 - pigment)) + 0.5, 0, 255);
                }
            }
        }

        return new RgbImage(width, height, pixels);
    }

    private static double Sheet(int channel) => channel switch { 0 => 252, 1 => 249, _ => 241 };

    /// <summary>How much of the wash reaches this place: all inside, none outside a ragged border.</summary>
    private static double Rim(ulong seed, int x, int y, int width, int height, double side)
    {
        double inside = Math.Min(Math.Min(x, width - 1 - x), Math.Min(y, height - 1 - y)) / side;
        if (inside > 0.1)
            return 1;
        double ragged = (Grain.Rough(seed ^ 0x77, x, y, side / 9) - 0.5) * 0.07;
        double share = Math.Clamp((inside + ragged - 0.028) / 0.022, 0, 1);

        // A darker line where the outermost wash has dried.
        return share * (1 + (0.35 * Math.Clamp(1 - (Math.Abs(inside + ragged - 0.052) / 0.012), 0, 1)));
    }

    private static RgbImage Bleed(RgbImage image, ulong seed, double side)
    {
        byte[] pixels = new byte[image.Pixels.Length];
        double far = side / 75, near = side / 420;
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                double dx = ((Grain.Smooth(seed ^ 0x11, x, y, side / 20) - 0.5) * far) + ((Grain.Smooth(seed ^ 0x22, x, y, side / 90) - 0.5) * 2 * near);
                double dy = ((Grain.Smooth(seed ^ 0x33, x, y, side / 20) - 0.5) * far) + ((Grain.Smooth(seed ^ 0x44, x, y, side / 90) - 0.5) * 2 * near);
                int from = ((Math.Clamp((int)(y + dy + 0.5), 0, image.Height - 1) * image.Width) + Math.Clamp((int)(x + dx + 0.5), 0, image.Width - 1)) * 3;
                image.Pixels.Slice(from, 3).CopyTo(pixels.AsSpan(((y * image.Width) + x) * 3));
            }
        }

        return new RgbImage(image.Width, image.Height, pixels);
    }
}
