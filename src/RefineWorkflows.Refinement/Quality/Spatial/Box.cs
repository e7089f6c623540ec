using System.Globalization;

namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>A rectangle in pixels; x grows to the right, y downwards.</summary>
public sealed record Box
{
    /// <exception cref="QualityException">A number is not finite, or a side not above 0.</exception>
    public Box(double left, double top, double width, double height)
    {
        if (!double.IsFinite(left) || !double.IsFinite(top) || width is not (> 0 and < double.PositiveInfinity) || height is not (> 0 and < double.PositiveInfinity))
            throw new QualityException(string.Create(CultureInfo.InvariantCulture, $"A box at ({left}, {top}) of {width}×{height} pixels has no area; both sides must be above 0 and all four numbers finite."));
        (Left, Top, Width, Height) = (left, top, width, height);
    }

    public double Left { get; }

    public double Top { get; }

    public double Width { get; }

    public double Height { get; }

    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public double CentreX => Left + (Width / 2);

    public double CentreY => Top + (Height / 2);

    /// <summary>Square pixels.</summary>
    public double Area => Width * Height;

    /// <summary>Square pixels that both cover.</summary>
    public double Overlap(Box other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Math.Max(0, Shared(Left, Right, other.Left, other.Right)) * Math.Max(0, Shared(Top, Bottom, other.Top, other.Bottom));
    }

    /// <summary>The shortest distance between two boxes in pixels; 0 when they touch.</summary>
    public double Gap(Box other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return double.Hypot(Math.Max(0, -Shared(Left, Right, other.Left, other.Right)), Math.Max(0, -Shared(Top, Bottom, other.Top, other.Bottom)));
    }

    /// <summary>Columns that both reach over; 0 when they are side by side.</summary>
    internal double SharedWidth(Box other) => Math.Max(0, Shared(Left, Right, other.Left, other.Right));

    // Below 0: how far apart.
    private static double Shared(double from, double to, double otherFrom, double otherTo) => Math.Min(to, otherTo) - Math.Max(from, otherFrom);
}
