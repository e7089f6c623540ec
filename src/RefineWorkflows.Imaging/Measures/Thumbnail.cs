namespace RefineWorkflows.Imaging.Measures;

/// <summary>Small copies for measures of composition, by averaging boxes: plain arithmetic, so that a measure never depends on a version of libvips.</summary>
public static class Thumbnail
{
    /// <summary>Scales down to at most <paramref name="side"/> pixels a side; smaller pictures are returned as they are.</summary>
    public static RgbImage Of(RgbImage image, int side)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        var longest = Math.Max(image.Width, image.Height);
        if (longest <= side)
            return image;
        var width = Math.Max(1, (int)((long)image.Width * side / longest));
        var height = Math.Max(1, (int)((long)image.Height * side / longest));
        var pixels = new byte[width * height * 3];
        var sums = new int[width * 3];
        for (var y = 0; y < height; y++)
        {
            var (top, bottom) = Box(y, height, image.Height);
            Array.Clear(sums);
            for (var row = top; row < bottom; row++)
                AddRow(image.Pixels.Slice(row * image.Width * 3, image.Width * 3), sums, width);
            for (var x = 0; x < width; x++)
            {
                var (left, right) = Box(x, width, image.Width);
                var area = (right - left) * (bottom - top);
                for (var channel = 0; channel < 3; channel++)
                    pixels[(y * width + x) * 3 + channel] = (byte)((sums[x * 3 + channel] + area / 2) / area);
            }
        }

        return new RgbImage(width, height, pixels);
    }

    private static void AddRow(ReadOnlySpan<byte> row, Span<int> sums, int width)
    {
        for (var x = 0; x < width; x++)
        {
            var (left, right) = Box(x, width, row.Length / 3);
            var (red, green, blue) = (0, 0, 0);
            for (var place = left * 3; place < right * 3; place += 3)
            {
                red += row[place];
                green += row[place + 1];
                blue += row[place + 2];
            }

            sums[x * 3] += red;
            sums[x * 3 + 1] += green;
            sums[x * 3 + 2] += blue;
        }
    }

    private static (int From, int To) Box(int index, int boxes, int length) =>
        ((int)((long)index * length / boxes), (int)((long)(index + 1) * length / boxes));
}
