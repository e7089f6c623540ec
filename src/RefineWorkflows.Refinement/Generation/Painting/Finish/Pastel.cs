using RefineWorkflows.Imaging;

namespace RefineWorkflows.Refinement.Generation.Painting.Finish;

/// <summary>Pastel: chalk rubbed into toothy paper. Light, blacks lifted, colours kept apart by hue instead of by depth.</summary>
internal static class Pastel
{
    private const double Deepest = 88;
    private const double Chroma = 1.85;

    public static RgbImage Apply(RgbImage image, ulong seed)
    {
        int width = image.Width;
        int height = image.Height;
        double side = Math.Min(width, height);
        RgbImage rubbed = Kuwahara.Apply(image, Math.Max(1, (int)(side / 200)));
        double tooth = Math.Max(1.2, side / 300);
        byte[] pixels = new byte[image.Pixels.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int at = ((y * width) + x) * 3;
                double luma = (0.2126 * rubbed.Pixels[at]) + (0.7152 * rubbed.Pixels[at + 1]) + (0.0722 * rubbed.Pixels[at + 2]);
                double lifted = Deepest + ((255 - Deepest) * Math.Pow(luma / 255, 0.72));

                // Chalk runs slantwise over the paper and skips its hollows.
                double stroke = Grain.Rough(seed ^ 0xC4, x + y, (x - y) * 0.22, tooth * 2.2);
                double hollow = Grain.Rough(seed ^ 0xC5, x, y, tooth);
                double bare = Math.Clamp(((stroke * 0.55) + (hollow * 0.45) - 0.5) * 1.6, 0, 0.2);
                for (int channel = 0; channel < 3; channel++)
                {
                    double chalk = lifted + ((rubbed.Pixels[at + channel] - luma) * (255 - Deepest) / 255 * Chroma);
                    double sheet = channel == 2 ? 238 : 248;
                    pixels[at + channel] = (byte)Math.Clamp(chalk + ((sheet - chalk) * bare) + 0.5, 0, 255);
                }
            }
        }

        return new RgbImage(width, height, pixels);
    }
}
