namespace RefineWorkflows.Imaging.Measures;

/// <summary>
/// The look of what stands out of a picture (<see cref="ImageMeasures.SubjectArea"/>), wherever and however large it is: its
/// outline and its colours in a grid of 16 × 16 fields over its bounds. Own definition.
/// </summary>
public sealed class SubjectGrid
{
    private const int Side = 16;

    // Crumbs beside a thing do not widen its bounds.
    private const double Crumb = 0.15;

    // A distance in L*a*b* at which colours are no longer taken for one.
    private const double FarColour = 25;

    private readonly double _aspect;
    private readonly double[] _cover = new double[Side * Side];
    private readonly Lab[] _colour = new Lab[Side * Side];

    private SubjectGrid(IReadOnlyList<int[]> pieces, Lab[] plane, int width)
    {
        var places = pieces.SelectMany(piece => piece).ToArray();
        var (left, right) = (places.Min(place => place % width), places.Max(place => place % width) + 1);
        var (top, bottom) = (places.Min(place => place / width), places.Max(place => place / width) + 1);
        _aspect = (double)(right - left) / (bottom - top);
        var inside = places.ToHashSet();
        for (var field = 0; field < _cover.Length; field++)
        {
            var (fromX, toX) = Part(field % Side, left, right);
            var (fromY, toY) = Part(field / Side, top, bottom);
            var (light, greenRed, blueYellow, covered, count) = (0f, 0f, 0f, 0, 0);
            for (var y = fromY; y < toY; y++)
            {
                for (var x = fromX; x < toX; x++, count++)
                {
                    if (!inside.Contains(y * width + x))
                        continue;
                    var colour = plane[y * width + x];
                    (light, greenRed, blueYellow, covered) = (light + colour.L, greenRed + colour.A, blueYellow + colour.B, covered + 1);
                }
            }

            _cover[field] = (double)covered / count;
            _colour[field] = covered == 0 ? default : new Lab(light / covered, greenRed / covered, blueYellow / covered);
        }
    }

    /// <summary>Looks at a copy of at most 128 px a side; null when nothing stands out.</summary>
    public static SubjectGrid? Of(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var small = Thumbnail.Of(image, ImageMeasurer.CompositionSide);
        var plane = LabPlane.Of(small);
        var pieces = SubjectMask.Of(plane, small.Width, small.Height).Split();
        return pieces.Count == 0 ? null : new SubjectGrid([.. pieces.Where(piece => piece.Length >= Crumb * pieces[0].Length)], plane, small.Width);
    }

    /// <summary>0 (nothing in common) to 1 (the same): the geometric mean of how far outlines overlap, colours agree where both are, and heights fit widths.</summary>
    public double SimilarityTo(SubjectGrid other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (shared, either, agreement) = (0.0, 0.0, 0.0);
        for (var field = 0; field < _cover.Length; field++)
        {
            var both = Math.Min(_cover[field], other._cover[field]);
            shared += both;
            either += Math.Max(_cover[field], other._cover[field]);
            agreement += both * Math.Exp(-_colour[field].DistanceTo(other._colour[field]) / FarColour);
        }

        if (shared <= 0)
            return 0;
        var aspect = Math.Min(_aspect, other._aspect) / Math.Max(_aspect, other._aspect);
        return Math.Cbrt(shared / either * (agreement / shared) * aspect);
    }

    // Fields of a thing narrower than the grid share pixels; none is empty.
    private static (int From, int To) Part(int index, int from, int to)
    {
        var start = from + index * (to - from) / Side;
        return (start, Math.Max(start + 1, from + (index + 1) * (to - from) / Side));
    }
}
