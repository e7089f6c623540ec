namespace RefineWorkflows.Imaging.Measures;

/// <summary>What a judge of heat, light and weather looks for. The rules are documented where the numbers are: <see cref="ImageMeasures"/>.</summary>
internal static class Mood
{
    private const int HaloRadius = 4;
    private const int BlockSide = 8;

    public static double FireShare(Overview overview)
    {
        int count = 0;
        for (int cell = 0; cell < overview.Count; cell++)
        {
            (float hue, float chroma, float value) = overview.HueAt(cell);
            count += (hue >= 350 || hue <= 52) && value >= 0.8f && chroma >= 0.65f * value ? 1 : 0;
        }

        return (double)count / overview.Count;
    }

    public static double GlowShare(Overview overview)
    {
        float least = Math.Max(0.5f, overview.Luma.Average() + 0.1f);
        var glows = new bool[overview.Count];
        int count = 0;
        for (int cell = 0; cell < overview.Count; cell++)
        {
            (float hue, float chroma, float value) = overview.HueAt(cell);
            glows[cell] = (hue >= 345 || hue <= 65) && value >= 0.9f && chroma >= 0.3f && overview.Luma[cell] >= least;
            count += glows[cell] ? 1 : 0;
        }

        for (int cell = 0; cell < overview.Count; cell++)
        {
            (float r, float g, float b) = overview[cell];
            count += Math.Min(r, Math.Min(g, b)) >= 0.94f && IsNear(glows, overview, cell) ? 1 : 0;
        }

        return (double)count / overview.Count;
    }

    public static double DarkShare(Overview overview)
        => (double)overview.Luma.Count(luma => luma < 0.15f) / overview.Count;

    public static double Haze(Overview overview)
    {
        float[] sorted = [.. overview.Luma];
        Array.Sort(sorted);
        double blackLevel = sorted[(int)(0.02 * (sorted.Length - 1))];
        return blackLevel * (1 - Math.Min(1, LocalDeviation(overview) / 0.08));
    }

    public static double Symmetry(Overview overview)
    {
        double mean = overview.Luma.Average(luma => (double)luma);
        double variance = 0, covariance = 0;
        for (int y = 0; y < overview.Height; y++)
        {
            int row = y * overview.Width;
            for (int x = 0; x < overview.Width; x++)
            {
                double here = overview.Luma[row + x] - mean;
                variance += here * here;
                covariance += here * (overview.Luma[row + overview.Width - 1 - x] - mean);
            }
        }

        return variance < 1e-6 * overview.Count ? 1 : Math.Max(0, covariance / variance);
    }

    public static double Clutter(Overview overview, ReadOnlySpan<bool> subject)
    {
        const float step = 10f / 255;
        int busy = 0, all = 0;
        for (int y = 0; y + 1 < overview.Height; y++)
        {
            for (int x = 0; x + 1 < overview.Width; x++)
            {
                int cell = (y * overview.Width) + x;
                int below = cell + overview.Width;
                // the subject's outline is no clutter
                if (subject[cell] || subject[cell + 1] || subject[below])
                    continue;
                all++;
                float here = overview.Luma[cell];
                busy += Math.Abs(overview.Luma[cell + 1] - here) > step || Math.Abs(overview.Luma[below] - here) > step ? 1 : 0;
            }
        }

        return all == 0 ? 0 : (double)busy / all;
    }

    public static RegionTone Tone(Overview overview, ReadOnlySpan<bool> mask, bool inside)
    {
        double brightness = 0, warmth = 0, saturation = 0;
        int count = 0;
        for (int cell = 0; cell < overview.Count; cell++)
        {
            if (mask[cell] != inside)
                continue;
            (float r, _, float b) = overview[cell];
            brightness += overview.Luma[cell];
            warmth += r - b;
            saturation += overview.HueAt(cell).Chroma;
            count++;
        }

        return count == 0 ? default : new RegionTone(brightness / count, warmth / count, saturation / count);
    }

    private static bool IsNear(bool[] glows, Overview overview, int cell)
    {
        int cellX = cell % overview.Width;
        int cellY = cell / overview.Width;
        for (int y = Math.Max(0, cellY - HaloRadius); y <= Math.Min(overview.Height - 1, cellY + HaloRadius); y++)
        {
            int from = (y * overview.Width) + Math.Max(0, cellX - HaloRadius);
            int to = (y * overview.Width) + Math.Min(overview.Width - 1, cellX + HaloRadius);
            if (glows.AsSpan(from..(to + 1)).Contains(true))
                return true;
        }

        return false;
    }

    private static double LocalDeviation(Overview overview)
    {
        double deviations = 0;
        int blocks = 0;
        for (int top = 0; top < overview.Height; top += BlockSide)
        {
            for (int left = 0; left < overview.Width; left += BlockSide)
            {
                double sum = 0, squares = 0;
                int count = 0;
                for (int y = top; y < Math.Min(top + BlockSide, overview.Height); y++)
                {
                    for (int x = left; x < Math.Min(left + BlockSide, overview.Width); x++, count++)
                    {
                        double luma = overview.Luma[(y * overview.Width) + x];
                        sum += luma;
                        squares += luma * luma;
                    }
                }

                deviations += Math.Sqrt(Math.Max(0, (squares / count) - (sum / count * (sum / count))));
                blocks++;
            }
        }

        return deviations / blocks;
    }
}
