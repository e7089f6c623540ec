using RefineWorkflows.Imaging;

namespace RefineWorkflows.Refinement.Generation.Painting.Finish;

/// <summary>
/// Kuwahara's filter: every pixel takes the mean of the calmest of the four squares it is a corner of. Surfaces become
/// patches of paint, edges stay. Summed-area tables make its cost independent of the radius.
/// </summary>
internal static class Kuwahara
{
    public static RgbImage Apply(RgbImage image, int radius)
    {
        int width = image.Width;
        int height = image.Height;
        int stride = width + 1;
        long[] red = Sums(image, 1, 0, 0, 1), green = Sums(image, 0, 1, 0, 1), blue = Sums(image, 0, 0, 1, 1);
        long[] luma = Sums(image, 54, 183, 19, 1), square = Sums(image, 54, 183, 19, 2);
        byte[] pixels = new byte[image.Pixels.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double calmest = double.MaxValue;
                int at = ((y * width) + x) * 3;
                for (int corner = 0; corner < 4; corner++)
                {
                    int left = Math.Max(0, x - ((corner & 1) == 0 ? radius : 0)), right = Math.Min(width, x + 1 + ((corner & 1) == 0 ? 0 : radius));
                    int top = Math.Max(0, y - ((corner & 2) == 0 ? radius : 0)), bottom = Math.Min(height, y + 1 + ((corner & 2) == 0 ? 0 : radius));
                    int a = (top * stride) + left, b = (top * stride) + right, c = (bottom * stride) + left, d = (bottom * stride) + right;
                    long count = (long)(right - left) * (bottom - top);
                    double mean = (double)(luma[d] - luma[b] - luma[c] + luma[a]) / count;
                    double variance = ((double)(square[d] - square[b] - square[c] + square[a]) / count) - (mean * mean);
                    if (variance >= calmest)
                        continue;
                    calmest = variance;
                    pixels[at] = (byte)((red[d] - red[b] - red[c] + red[a]) / count);
                    pixels[at + 1] = (byte)((green[d] - green[b] - green[c] + green[a]) / count);
                    pixels[at + 2] = (byte)((blue[d] - blue[b] - blue[c] + blue[a]) / count);
                }
            }
        }

        return new RgbImage(width, height, pixels);
    }

    private static long[] Sums(RgbImage image, int red, int green, int blue, int power)
    {
        int stride = image.Width + 1;
        long[] sums = new long[stride * (image.Height + 1)];
        ReadOnlySpan<byte> pixels = image.Pixels;
        for (int y = 0; y < image.Height; y++)
        {
            long row = 0;
            for (int x = 0; x < image.Width; x++)
            {
                int at = ((y * image.Width) + x) * 3;
                long value = (pixels[at] * red) + (pixels[at + 1] * green) + (pixels[at + 2] * blue);
                row += power == 2 ? value * value : value;
                sums[((y + 1) * stride) + x + 1] = sums[(y * stride) + x + 1] + row;
            }
        }

        return sums;
    }
}
