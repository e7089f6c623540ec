namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>One of the nine fields of a picture cut in thirds. −1 is left or upper, 0 the middle, 1 right or lower.</summary>
public readonly record struct Zone(int Column, int Row)
{
    /// <summary>The field that a box's centre lies in; on the line between two it belongs to the middle one, so that mirrored pictures have mirrored zones.</summary>
    /// <param name="box">In pixels.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    public static Zone Of(Box box, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(box);
        return new Zone(Third(box.CentreX, width), Third(box.CentreY, height));
    }

    /// <summary>As people say it: <c>upper left</c>, <c>middle centre</c>, <c>lower right</c>.</summary>
    public override string ToString() => $"{Row switch { < 0 => "upper", 0 => "middle", _ => "lower" }} {Column switch { < 0 => "left", 0 => "centre", _ => "right" }}";

    private static int Third(double place, int length) => 3 * place < length ? -1 : 3 * place > 2.0 * length ? 1 : 0;
}
