namespace RefineWorkflows.Imaging.Measures;

/// <summary>The background as its border shows it: the middle colour of each third of each side, so that a subject that touches the border in places does not count.</summary>
internal static class BorderColours
{
    private const int Segments = 3;

    internal static Lab[] Of(Lab[] plane, int width, int height)
    {
        var depth = Math.Max(1, Math.Min(width, height) / 16);
        var colours = new List<Lab>(4 * Segments);
        for (var segment = 0; segment < Segments; segment++)
        {
            var (left, right) = Third(segment, width);
            var (top, bottom) = Third(segment, height);
            colours.Add(Middle(plane, width, left, right, 0, depth));
            colours.Add(Middle(plane, width, left, right, height - depth, height));
            colours.Add(Middle(plane, width, 0, depth, top, bottom));
            colours.Add(Middle(plane, width, width - depth, width, top, bottom));
        }

        return [.. colours];
    }

    private static (int From, int To) Third(int segment, int length)
    {
        var from = Math.Min(length - 1, segment * length / Segments);
        return (from, Math.Max(from + 1, (segment + 1) * length / Segments));
    }

    private static Lab Middle(Lab[] plane, int width, int left, int right, int top, int bottom)
    {
        var size = (right - left) * (bottom - top);
        var (light, greenRed, blueYellow) = (new float[size], new float[size], new float[size]);
        for (var index = 0; index < size; index++)
        {
            var colour = plane[(top + index / (right - left)) * width + left + index % (right - left)];
            (light[index], greenRed[index], blueYellow[index]) = (colour.L, colour.A, colour.B);
        }

        Array.Sort(light);
        Array.Sort(greenRed);
        Array.Sort(blueYellow);
        return new Lab(light[size / 2], greenRed[size / 2], blueYellow[size / 2]);
    }
}
