namespace RefineWorkflows.Imaging.Measures;

/// <summary>A connected piece of what stands out of a picture (<see cref="ImageMeasures.SubjectArea"/>). What it is, pixels cannot tell. Places are shares of the picture's sides, 0…1, y downwards.</summary>
/// <param name="Left">Its first column.</param>
/// <param name="Top">Its first row.</param>
/// <param name="Width">Above 0.</param>
/// <param name="Height">Above 0.</param>
/// <param name="Area">Share of the picture that it covers, above 0.</param>
/// <param name="Hues">Its colour names that cover at least 5 % of it, largest first.</param>
public sealed record Segment(double Left, double Top, double Width, double Height, double Area, IReadOnlyList<HueShare> Hues)
{
    /// <summary>The pieces of a picture, the largest first; none for a plain one. Looks at a copy of at most 128 px a side.</summary>
    public static IReadOnlyList<Segment> Of(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var small = Thumbnail.Of(image, ImageMeasurer.CompositionSide);
        var mask = SubjectMask.Of(LabPlane.Of(small), small.Width, small.Height);
        return [.. mask.Split().Select(piece => Of(piece, small))];
    }

    private static Segment Of(int[] piece, RgbImage small)
    {
        var (left, right) = (piece.Min(place => place % small.Width), piece.Max(place => place % small.Width) + 1);
        var (top, bottom) = (piece.Min(place => place / small.Width), piece.Max(place => place / small.Width) + 1);
        var colours = new ColourTally();
        foreach (var place in piece)
        {
            var pixel = small.Pixels.Slice(place * 3, 3);
            colours.Add(pixel[0], pixel[1], pixel[2]);
        }

        return new Segment(
            (double)left / small.Width,
            (double)top / small.Height,
            (double)(right - left) / small.Width,
            (double)(bottom - top) / small.Height,
            (double)piece.Length / (small.Width * small.Height),
            colours.Names());
    }
}
