namespace RefineWorkflows.Imaging.Measures;

/// <summary>The colours that a picture's border consists of: k-means with starts chosen farthest apart, so without luck.</summary>
internal static class BorderColours
{
    private const int MostColours = 4;
    private const int Rounds = 6;
    private const float NewColourDistance = 7;
    private const float SameColourDistance = 18;
    private const double LeastShare = 0.1;
    private const double MostInCentre = 1.6;

    // nearer ones are steps of one gradient, whose middle colours are commoner in the middle too
    private const float AnotherThingDistance = 20;

    /// <returns>At least one colour. A colour that is commoner in the middle than on the border is taken for a subject that touches the border, and left out.</returns>
    public static IReadOnlyList<LabColour> Find(LabColour[] picture, int width, int height)
    {
        LabColour[] border = [.. Border(width, height).Select(cell => picture[cell])];
        LabColour[] centre = [.. Centre(width, height).Select(cell => picture[cell])];
        List<LabColour> colours = Starts(border);
        for (int round = 0; round < Rounds; round++)
            colours = Means(border, colours);

        double[] onBorder = Shares(border, colours, float.MaxValue);
        double[] inCentre = Shares(centre, colours, SameColourDistance);
        List<LabColour> background =
            [.. colours.Where((colour, i) => onBorder[i] >= LeastShare && !IsSubject(colour, i))];
        return background.Count > 0 ? background : [colours[Array.IndexOf(onBorder, onBorder.Max())]];

        bool IsSubject(LabColour colour, int i)
            => inCentre[i] > Math.Max(MostInCentre * onBorder[i], 0.25)
                && colours.TrueForAll(other => other == colour || other.DistanceTo(colour) > AnotherThingDistance);
    }

    private static IEnumerable<int> Border(int width, int height)
    {
        int depth = Math.Max(1, Math.Min(width, height) / 32);
        for (int cell = 0; cell < width * height; cell++)
        {
            int x = cell % width, y = cell / width;
            if (x < depth || y < depth || x >= width - depth || y >= height - depth)
                yield return cell;
        }
    }

    private static IEnumerable<int> Centre(int width, int height)
    {
        for (int y = height / 4; y < height - (height / 4); y++)
        {
            for (int x = width / 4; x < width - (width / 4); x++)
                yield return (y * width) + x;
        }
    }

    private static List<LabColour> Starts(LabColour[] border)
    {
        List<LabColour> starts = [Mean(border)];
        while (starts.Count < MostColours)
        {
            LabColour farthest = border.MaxBy(colour => starts.Min(start => start.DistanceTo(colour)));
            if (starts.Min(start => start.DistanceTo(farthest)) < NewColourDistance)
                break;
            starts.Add(farthest);
        }

        return starts;
    }

    private static List<LabColour> Means(LabColour[] border, List<LabColour> colours)
        => [.. border.GroupBy(colour => Nearest(colour, colours)).OrderBy(group => group.Key).Select(group => Mean([.. group]))];

    private static double[] Shares(LabColour[] cells, List<LabColour> colours, float reach)
    {
        var shares = new double[colours.Count];
        foreach (LabColour cell in cells)
        {
            int nearest = Nearest(cell, colours);
            if (cell.DistanceTo(colours[nearest]) <= reach)
                shares[nearest] += 1.0 / cells.Length;
        }

        return shares;
    }

    private static int Nearest(LabColour colour, List<LabColour> colours)
    {
        int nearest = 0;
        for (int i = 1; i < colours.Count; i++)
        {
            if (colour.DistanceTo(colours[i]) < colour.DistanceTo(colours[nearest]))
                nearest = i;
        }

        return nearest;
    }

    private static LabColour Mean(LabColour[] colours)
        => new(colours.Average(c => c.L), colours.Average(c => c.A), colours.Average(c => c.B));
}
