namespace RefineWorkflows.Imaging.Measures;

/// <summary>
/// What stands out of a picture. The border is taken for background (boundary prior: Wei et al. 2012): a pixel's saliency is its
/// distance in L*a*b* to the nearest of twelve border colours, weighed by nearness to the centre (centre prior: Judd et al. 2009)
/// and cut by Otsu's threshold (1979). Pieces below half a percent of the picture do not count.
/// </summary>
internal sealed class SubjectMask
{
    private const float LeastDistance = 6;
    private const double LeastPiece = 0.005;

    private readonly bool[] _subject;
    private readonly int _width;

    private SubjectMask(bool[] subject, int width, IReadOnlyList<Piece> pieces)
    {
        (_subject, _width, Count) = (subject, width, pieces.Count);
        MainCount = Pieces.Things(pieces);
        Area = (double)subject.Count(inside => inside) / subject.Length;
        (X, Y) = Centre();
    }

    /// <summary>Connected pieces.</summary>
    internal int Count { get; }

    /// <summary>What one would count: see <see cref="Pieces.Things"/>.</summary>
    internal int MainCount { get; }

    /// <summary>Share of the picture, 0…1.</summary>
    internal double Area { get; }

    /// <summary>Centroid from the left, 0…1; 0.5 without a subject.</summary>
    internal double X { get; }

    /// <summary>Centroid from the top, 0…1; 0.5 without a subject.</summary>
    internal double Y { get; }

    internal bool this[int place] => _subject[place];

    /// <summary>The connected pieces, each as the places of its pixels, the largest first.</summary>
    internal IReadOnlyList<int[]> Split() => Pieces.Split(_subject, _width, _subject.Length / _width);

    internal static SubjectMask Of(Lab[] plane, int width, int height)
    {
        var border = BorderColours.Of(plane, width, height);
        var saliency = new float[plane.Length];
        for (var place = 0; place < plane.Length; place++)
        {
            var nearest = float.MaxValue;
            foreach (var colour in border)
                nearest = Math.Min(nearest, plane[place].DistanceTo(colour));
            saliency[place] = nearest * CentrePrior((place % width + 0.5f) / width - 0.5f, (place / width + 0.5f) / height - 0.5f);
        }

        var threshold = Math.Max(LeastDistance, Otsu(saliency));
        var subject = saliency.Select(value => value >= threshold).ToArray();
        return new SubjectMask(subject, width, Pieces.KeepLarge(subject, width, height, (int)Math.Ceiling(LeastPiece * plane.Length)));
    }

    private static float CentrePrior(float x, float y) => 0.5f + 0.5f * MathF.Exp(-(x * x + y * y) / (2 * 0.3f * 0.3f));

    private static float Otsu(float[] values)
    {
        const int Bins = 128;
        var top = values.Max();
        if (top <= 0)
            return 0;
        var histogram = new int[Bins];
        foreach (var value in values)
            histogram[Math.Min(Bins - 1, (int)(value / top * Bins))]++;
        var total = 0.0;
        for (var bin = 0; bin < Bins; bin++)
            total += (double)bin * histogram[bin];
        var (below, sum, best, cut) = (0.0, 0.0, -1.0, 0);
        for (var bin = 0; bin < Bins - 1; bin++)
        {
            below += histogram[bin];
            sum += (double)bin * histogram[bin];
            var above = values.Length - below;
            if (below == 0 || above == 0)
                continue;
            var gap = sum / below - (total - sum) / above;
            if (below * above * gap * gap is var between && between > best)
                (best, cut) = (between, bin + 1);
        }

        return cut * top / Bins;
    }

    private (double X, double Y) Centre()
    {
        if (Area == 0)
            return (0.5, 0.5);
        var (x, y, count) = (0.0, 0.0, 0);
        for (var place = 0; place < _subject.Length; place++)
        {
            if (!_subject[place])
                continue;
            x += place % _width + 0.5;
            y += place / _width + 0.5;
            count++;
        }

        return (x / count / _width, y / count / (_subject.Length / _width));
    }
}
