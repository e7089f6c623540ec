using RefineWorkflows.Imaging;

namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>Where the light of a picture comes from, as its brightest places show.</summary>
public static class Light
{
    private const double Brightest = 0.05, Dominant = 0.5;

    /// <summary>Brightest places that lie in the middle, to this part of the picture's sides, have no direction.</summary>
    private const double Middle = 0.02;

    /// <summary>
    /// The direction from the picture's centre to the centroid, weighed by luma (BT.601), of the brightest twentieth of its
    /// pixels; those as bright as the last of them count too. A side holds when it is more than half of the direction.
    /// </summary>
    public static LightSide Of(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        (double x, double y) = Centroid(image);
        (double right, double down) = (x - (image.Width / 2.0), y - (image.Height / 2.0));
        if (Math.Abs(right) <= Middle * image.Width && Math.Abs(down) <= Middle * image.Height)
            return LightSide.None;
        double length = double.Hypot(right, down);
        return Side(right / length, LightSide.Left, LightSide.Right) | Side(down / length, LightSide.Above, LightSide.Below);
    }

    private static LightSide Side(double part, LightSide before, LightSide behind)
        => part < -Dominant ? before : part > Dominant ? behind : LightSide.None;

    private static (double X, double Y) Centroid(RgbImage image)
    {
        int[] histogram = new int[256];
        for (int place = 0; place < image.Width * image.Height; place++)
            histogram[Luma(image.Pixels, place)]++;
        int threshold = 255;
        for (double above = histogram[255]; above < Brightest * image.Width * image.Height; above += histogram[threshold])
            threshold--;
        // Whole numbers, doubled for the middles of pixels: mirrored pictures have mirrored sums.
        (long x, long y, long weight) = (0, 0, 0);
        for (int place = 0; place < image.Width * image.Height; place++)
        {
            int luma = Luma(image.Pixels, place);
            if (luma < threshold)
                continue;
            x += (long)luma * ((2 * (place % image.Width)) + 1);
            y += (long)luma * ((2 * (place / image.Width)) + 1);
            weight += luma;
        }

        return weight == 0 ? (image.Width / 2.0, image.Height / 2.0) : (x / (2.0 * weight), y / (2.0 * weight));
    }

    private static int Luma(ReadOnlySpan<byte> pixels, int place)
        => ((299 * pixels[place * 3]) + (587 * pixels[(place * 3) + 1]) + (114 * pixels[(place * 3) + 2]) + 500) / 1000;
}
