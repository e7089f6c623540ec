using RefineWorkflows.Imaging;

namespace RefineWorkflows.Refinement.Generation.Painting.Motion;

/// <summary>A slow camera move over a painted picture: it comes nearer and drifts to one side, which the seed decides. The same picture and seed give the same frames to the byte.</summary>
internal static class PushIn
{
    /// <summary>How much of the picture's sides is still seen at the end.</summary>
    private const double Nearest = 0.8;

    private const string Stream = "push_in";

    public static IReadOnlyList<RgbImage> Over(RgbImage picture, int frames, ulong seed)
    {
        // Where the last frame looks, between the picture's edges; the subject stands near the middle and stays in sight.
        (double x, double y) = (0.25 + (0.5 * StableRandom.Unit(seed, Stream, 1)), 0.3 + (0.4 * StableRandom.Unit(seed, Stream, 2)));
        return [.. Enumerable.Range(0, frames).Select(frame => Look(picture, Eased(frame / (double)Math.Max(1, frames - 1)), x, y))];
    }

    // Starts and stops softly, as a camera on rails does.
    private static double Eased(double time) => time * time * (3 - (2 * time));

    private static RgbImage Look(RgbImage picture, double near, double x, double y)
    {
        if (near == 0)
            return picture;
        double share = 1 - ((1 - Nearest) * near);
        (int width, int height) = (picture.Width, picture.Height);
        (double left, double top) = ((1 - share) * width * x, (1 - share) * height * y);
        byte[] pixels = new byte[width * height * 3];
        ReadOnlySpan<byte> from = picture.Pixels;
        for (int row = 0; row < height; row++)
        {
            (int above, int down) = At(top + (row * share), height);
            for (int column = 0; column < width; column++)
            {
                (int before, int right) = At(left + (column * share), width);
                int corner = ((above * width) + before) * 3;
                int place = ((row * width) + column) * 3;
                for (int channel = 0; channel < 3; channel++, corner++)
                {
                    int upper = (from[corner] * (256 - right)) + (from[corner + 3] * right);
                    int lower = (from[corner + (width * 3)] * (256 - right)) + (from[corner + (width * 3) + 3] * right);
                    pixels[place + channel] = (byte)(((upper * (256 - down)) + (lower * down) + 32768) >> 16);
                }
            }
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>The pixel before a place, and how far it is to the next in 256ths: whole numbers, so that every machine computes the same.</summary>
    private static (int Pixel, int Part) At(double place, int side)
    {
        int fixedPoint = (int)(place * 256);
        int pixel = Math.Min(fixedPoint >> 8, side - 2);
        return (pixel, Math.Min(fixedPoint - (pixel << 8), 256));
    }
}
