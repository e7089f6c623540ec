using RefineWorkflows.Imaging;

namespace RefineWorkflows.Benchmarks.Taste;

/// <summary>What a simulated owner sees in a picture: few plain numbers, by code of its own.</summary>
/// <param name="Light">Mean of the three channels, 0 to 1.</param>
/// <param name="Warm">Mean of red minus blue, −1 to 1.</param>
/// <param name="Vivid">Mean spread of the channels, 0 to 1.</param>
/// <param name="Busy">Mean step between neighbours, 0 to 1.</param>
/// <param name="Mirrored">1 minus the mean difference to the mirror image.</param>
/// <param name="Middle">How far the middle third differs in colour from the rest, 0 to 1: a large or strong subject.</param>
public sealed record Sight(double Light, double Warm, double Vivid, double Busy, double Mirrored, double Middle)
{
    public static Sight Of(RgbImage picture)
    {
        ReadOnlySpan<byte> pixels = picture.Pixels;
        (double light, double warm, double vivid, double busy, double different) = (0, 0, 0, 0, 0);
        double[] inside = new double[4], outside = new double[4];
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                int place = ((y * picture.Width) + x) * 3, mirrored = ((y * picture.Width) + picture.Width - 1 - x) * 3;
                (double red, double green, double blue) = (pixels[place] / 255.0, pixels[place + 1] / 255.0, pixels[place + 2] / 255.0);
                light += (red + green + blue) / 3;
                warm += red - blue;
                vivid += Math.Max(red, Math.Max(green, blue)) - Math.Min(red, Math.Min(green, blue));
                different += Math.Abs(green - (pixels[mirrored + 1] / 255.0));
                if (x + 1 < picture.Width)
                    busy += Math.Abs(green - (pixels[place + 4] / 255.0));
                bool central = Math.Abs(x - (picture.Width / 2.0)) < picture.Width / 6.0 && Math.Abs(y - (picture.Height / 2.0)) < picture.Height / 6.0;
                double[] part = central ? inside : outside;
                (part[0], part[1], part[2], part[3]) = (part[0] + red, part[1] + green, part[2] + blue, part[3] + 1);
            }
        }

        double count = picture.Width * picture.Height;
        double middle = Enumerable.Range(0, 3).Sum(at => Math.Abs((inside[at] / inside[3]) - (outside[at] / outside[3]))) / 3;
        return new Sight(light / count, warm / count, vivid / count, busy / count, 1 - (different / count), middle);
    }
}
