namespace RefineWorkflows.Imaging.Measures;

/// <summary>
/// How far things move from one picture to the next, by block matching: an approximation of optical flow that needs no model.
/// Whole pixels on small copies, so motion below about one percent of the picture's smaller side is not seen, and motion
/// beyond an eighth of it counts as that much or not at all.
/// </summary>
public static class BlockMotion
{
    /// <summary>The name under which measures of this kind are reported.</summary>
    public const string Name = "blockmatching";

    private const int Side = 128, Block = 8;

    /// <summary>Grey levels a pixel by which a displacement must explain a block better than rest does: noise is no motion.</summary>
    private const int Convincing = 2;

    /// <summary>One magnitude for each block of 8×8 pixels of copies at most 128 px a side, as a share of the picture's smaller side; 0 where nothing moves.</summary>
    /// <param name="before">A picture of at least 8×8 pixels.</param>
    /// <param name="after">The next one, of the same size.</param>
    /// <exception cref="InvalidImageException">The sizes differ.</exception>
    public static IReadOnlyList<double> Between(RgbImage before, RgbImage after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Width != after.Width || before.Height != after.Height)
            throw new InvalidImageException($"Motion from a picture of {before.Width}×{before.Height} pixels to one of {after.Width}×{after.Height} cannot be told; both must have one size.");
        var (small, next) = (Thumbnail.Of(before, Side), Thumbnail.Of(after, Side));
        var (old, current) = (Luma(small), Luma(next));
        var shorter = Math.Min(small.Width, small.Height);
        var reach = Math.Max(1, (shorter + 7) / 8);
        var magnitudes = new List<double>();
        for (var y = 0; y + Block <= small.Height; y += Block)
        {
            for (var x = 0; x + Block <= small.Width; x += Block)
                magnitudes.Add(Displacement(old, current, small.Width, small.Height, x, y, reach) / shorter);
        }

        return magnitudes;
    }

    private static double Displacement(short[] old, short[] current, int width, int height, int x, int y, int reach)
    {
        var rest = Difference(old, current, width, x, y, 0, 0, int.MaxValue);
        // Half of the difference must go, too: what comes out from behind something has come from nowhere.
        var (best, length) = (Math.Min(rest - Convincing * Block * Block, rest / 2), 0);
        if (best < 0)
            return 0;
        for (var down = Math.Max(-reach, -y); down <= Math.Min(reach, height - Block - y); down++)
        {
            for (var across = Math.Max(-reach, -x); across <= Math.Min(reach, width - Block - x); across++)
            {
                var difference = Difference(old, current, width, x, y, across, down, best);
                var squared = across * across + down * down;
                // Of equal explanations the shortest: a plain surface moves as little as possible.
                if (difference < best || difference == best && squared < length)
                    (best, length) = (difference, squared);
            }
        }

        return Math.Sqrt(length);
    }

    private static int Difference(short[] old, short[] current, int width, int x, int y, int across, int down, int enough)
    {
        var sum = 0;
        for (var row = 0; row < Block && sum <= enough; row++)
        {
            var from = (y + row) * width + x;
            var to = from + down * width + across;
            for (var column = 0; column < Block; column++)
                sum += Math.Abs(old[from + column] - current[to + column]);
        }

        return sum;
    }

    private static short[] Luma(RgbImage image)
    {
        var luma = new short[image.Width * image.Height];
        for (var place = 0; place < luma.Length; place++)
        {
            var pixel = image.Pixels.Slice(place * 3, 3);
            luma[place] = (short)((299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2] + 500) / 1000);
        }

        return luma;
    }
}
