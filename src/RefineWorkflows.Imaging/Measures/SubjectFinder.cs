namespace RefineWorkflows.Imaging.Measures;

/// <summary>Finds what stands out. The method is described where its result is: <see cref="SubjectMap"/>.</summary>
internal static class SubjectFinder
{
    private const int HistogramBins = 256;
    private const double LeastRegion = 0.004;
    private const double LeastOfLargest = 0.15;
    private const double LeastDistinctness = 5;
    private const double LeastOverBackground = 1.8;
    private const double MostArea = 0.95;

    public static SubjectMap Find(Overview overview)
    {
        LabColour[] picture = Smooth(overview);
        IReadOnlyList<LabColour> background = BorderColours.Find(picture, overview.Width, overview.Height);
        var distance = new float[picture.Length];
        var saliency = new float[picture.Length];
        for (int cell = 0; cell < picture.Length; cell++)
        {
            distance[cell] = float.MaxValue;
            foreach (LabColour colour in background)
                distance[cell] = Math.Min(distance[cell], colour.DistanceTo(picture[cell]));
            saliency[cell] = distance[cell] * CentreWeight(cell, overview);
        }

        float threshold = Otsu(saliency);
        bool[] mask = [.. saliency.Select(value => value > threshold)];
        List<List<int>> things = Things(mask, overview.Width);
        Array.Clear(mask);
        foreach (int cell in things.SelectMany(thing => thing))
            mask[cell] = true;
        SubjectMeasures? subject = Describe(things, distance, overview);
        if (subject is null)
            Array.Clear(mask);
        return new SubjectMap(overview.Width, overview.Height, saliency, mask, subject);
    }

    private static float CentreWeight(int cell, Overview overview)
    {
        float x = (((cell % overview.Width) + 0.5f) / overview.Width * 2) - 1;
        float y = (((cell / overview.Width) + 0.5f) / overview.Height * 2) - 1;
        return 1 - (0.2f * ((x * x) + (y * y)));
    }

    private static LabColour[] Smooth(Overview overview)
    {
        LabColour[] sharp = [.. Enumerable.Range(0, overview.Count).Select(cell => LabColour.From(overview[cell]))];
        var smooth = new LabColour[sharp.Length];
        for (int y = 0; y < overview.Height; y++)
        {
            for (int x = 0; x < overview.Width; x++)
            {
                float l = 0, a = 0, b = 0, weights = 0;
                for (int dy = Math.Max(-1, -y); dy <= Math.Min(1, overview.Height - 1 - y); dy++)
                {
                    for (int dx = Math.Max(-1, -x); dx <= Math.Min(1, overview.Width - 1 - x); dx++)
                    {
                        LabColour colour = sharp[((y + dy) * overview.Width) + x + dx];
                        float weight = (2 - Math.Abs(dx)) * (2 - Math.Abs(dy));
                        l += colour.L * weight;
                        a += colour.A * weight;
                        b += colour.B * weight;
                        weights += weight;
                    }
                }

                smooth[(y * overview.Width) + x] = new LabColour(l / weights, a / weights, b / weights);
            }
        }

        return smooth;
    }

    private static float Otsu(float[] values)
    {
        float max = Math.Max(values.Max(), 1e-3f);
        var histogram = new int[HistogramBins];
        foreach (float value in values)
            histogram[Math.Clamp((int)(value / max * HistogramBins), 0, HistogramBins - 1)]++;
        double all = histogram.Select((count, bin) => (double)count * bin).Sum();
        double best = -1, below = 0, sumBelow = 0;
        int threshold = 0;
        for (int bin = 0; bin < HistogramBins - 1; bin++)
        {
            below += histogram[bin];
            sumBelow += (double)bin * histogram[bin];
            double above = values.Length - below;
            if (below == 0 || above == 0)
                continue;
            double between = (sumBelow / below) - ((all - sumBelow) / above);
            double variance = below * above * between * between;
            if (variance > best)
                (best, threshold) = (variance, bin);
        }

        return (threshold + 1) * max / HistogramBins;
    }

    private static List<List<int>> Things(bool[] mask, int width)
    {
        List<List<int>> regions = Regions.Of(mask, width);
        if (regions.Count == 0)
            return regions;
        double least = Math.Max(LeastRegion * mask.Length, LeastOfLargest * regions.Max(region => region.Count));
        return [.. regions.Where(region => region.Count >= least)];
    }

    private static SubjectMeasures? Describe(List<List<int>> things, float[] distance, Overview overview)
    {
        int[] cells = [.. things.SelectMany(thing => thing)];
        double area = (double)cells.Length / overview.Count;
        if (cells.Length == 0 || area > MostArea)
            return null;
        double distinctness = cells.Average(cell => (double)distance[cell]);
        // fog takes colour from both alike: what stands out must do so against how uneven the rest is
        double unevenness = (distance.Sum(value => (double)value) - (distinctness * cells.Length)) / (overview.Count - cells.Length);
        if (distinctness < Math.Max(LeastDistinctness, LeastOverBackground * unevenness))
            return null;
        int[] columns = [.. cells.Select(cell => cell % overview.Width)];
        int[] rows = [.. cells.Select(cell => cell / overview.Width)];
        return new SubjectMeasures
        {
            Count = things.Count,
            Area = area,
            CentreX = (columns.Average() + 0.5) / overview.Width,
            CentreY = (rows.Average() + 0.5) / overview.Height,
            Width = (double)(columns.Max() - columns.Min() + 1) / overview.Width,
            Height = (double)(rows.Max() - rows.Min() + 1) / overview.Height,
            Distinctness = distinctness,
        };
    }
}
