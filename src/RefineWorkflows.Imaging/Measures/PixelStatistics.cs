namespace RefineWorkflows.Imaging.Measures;

/// <summary>
/// The one pass over every pixel: sums that need all of them, the luma plane for detail, and the overview. Sums are
/// integers, so that no order of adding shows in the result.
/// </summary>
internal sealed class PixelStatistics
{
    private PixelStatistics(float[] luma, Overview overview, double brightness, double contrast, double colourfulness, double saturation, double warmth)
    {
        Luma = luma;
        Overview = overview;
        Brightness = brightness;
        Contrast = contrast;
        Colourfulness = colourfulness;
        Saturation = saturation;
        Warmth = warmth;
    }

    /// <summary>Luma on 0–255, row-major, full size.</summary>
    public float[] Luma { get; }

    public Overview Overview { get; }

    public double Brightness { get; }

    public double Contrast { get; }

    public double Colourfulness { get; }

    public double Saturation { get; }

    public double Warmth { get; }

    public static PixelStatistics Of(RgbImage image)
    {
        int width = image.Width;
        ReadOnlySpan<byte> pixels = image.Pixels;
        var luma = new float[width * image.Height];
        var cells = new OverviewCells(width, image.Height);
        long lumaSum = 0, chroma = 0, warmth = 0, rg = 0, yb = 0;
        long lumaSquares = 0, rgSquares = 0, ybSquares = 0;
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = pixels.Slice(y * width * 3, width * 3);
            Span<float> lumaRow = luma.AsSpan(y * width, width);
            Span<uint> cellRow = cells.Row(y);
            ReadOnlySpan<int> columns = cells.Columns;
            for (int x = 0, i = 0; x < width; x++, i += 3)
            {
                int r = row[i];
                int g = row[i + 1];
                int b = row[i + 2];
                // luma in thousandths: 255 000 squared and a hundred million pixels still fit a long
                int y1000 = (299 * r) + (587 * g) + (114 * b);
                lumaRow[x] = y1000 * 0.001f;
                lumaSum += y1000;
                int level = y1000 / 16;
                lumaSquares += (long)level * level;
                chroma += Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b));
                warmth += r - b;
                int redGreen = r - g;
                int yellowBlue = r + g - (2 * b);
                rg += redGreen;
                rgSquares += redGreen * redGreen;
                yb += yellowBlue;
                ybSquares += yellowBlue * yellowBlue;
                int cell = columns[x];
                cellRow[cell] += (uint)r;
                cellRow[cell + 1] += (uint)g;
                cellRow[cell + 2] += (uint)b;
            }
        }

        double n = luma.Length;
        double mean = lumaSum / n / 1000;
        double rgMean = rg / n;
        double ybMean = yb / n / 2;
        double spread = Math.Sqrt(Variance(rgSquares / n, rgMean) + Variance(ybSquares / n / 4, ybMean));
        return new PixelStatistics(
            luma,
            cells.ToOverview(),
            brightness: mean / 255,
            contrast: Math.Sqrt(Variance(lumaSquares / n * 256 / 1e6, mean)) / 127.5,
            colourfulness: spread + (0.3 * Math.Sqrt((rgMean * rgMean) + (ybMean * ybMean))),
            saturation: chroma / n / 255,
            warmth: warmth / n / 255);
    }

    private static double Variance(double meanOfSquares, double mean) => Math.Max(0, meanOfSquares - (mean * mean));
}
