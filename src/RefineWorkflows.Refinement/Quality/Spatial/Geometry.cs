namespace RefineWorkflows.Refinement.Quality.Spatial;

/// <summary>How well relations hold, from 0 to 1, by boxes alone: no model has a say.</summary>
internal static class Geometry
{
    private const double DeadZone = 0.1, Nothing = 1e-3, Dominant = 0.5;
    private const double Near = 0.5, Far = 1.5;
    private const double PlaceZone = 0.1;
    private const double ContainedEnough = 0.5;
    private const double Standing = 0.3, Touching = 0.15;

    /// <summary>How well a relation holds between two boxes of one picture.</summary>
    /// <returns>0 to 1; null for in front of and behind, which boxes cannot tell.</returns>
    public static double? Value(RelationKind relation, Box subject, Box other)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(other);
        return relation switch
        {
            RelationKind.LeftOf => Holds(Direction(subject, other).X < -Dominant),
            RelationKind.RightOf => Holds(Direction(subject, other).X > Dominant),
            RelationKind.Above => Holds(Direction(subject, other).Y < -Dominant),
            RelationKind.Below => Holds(Direction(subject, other).Y > Dominant),
            RelationKind.NextTo => Nearness(subject, other),
            RelationKind.Inside => Math.Min(1, subject.Overlap(other) / subject.Area / ContainedEnough),
            RelationKind.On => Holds(StandsOn(subject, other) || LiesOn(subject, other)),
            _ => null,
        };
    }

    /// <summary>How well a number of things is met: 1 when it is, then less with each that is missing or too many.</summary>
    public static double CountValue(int wanted, int found)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wanted);
        ArgumentOutOfRangeException.ThrowIfNegative(found);
        return found == wanted ? 1 : wanted == 0 ? 0 : Math.Max(0, 1 - (Math.Abs(found - wanted) / (double)wanted));
    }

    /// <summary>How well a share of the picture is met: 1 within the bounds; below them share / least, above them 1 − (share − most) / most. Own definition, after the one of counts.</summary>
    public static double ShareValue(double least, double most, double share)
        => share < least ? share / least : share > most ? Math.Max(0, 1 - ((share - most) / most)) : 1;

    /// <summary>
    /// How well a thing lies at a side of the picture, by its centre: not at all on the middle line or beyond it, fully from a
    /// tenth of the side on; in the middle fully within a tenth around it and not at all from two tenths on. Own definition.
    /// </summary>
    /// <param name="x">From the left, 0 to 1.</param>
    /// <param name="y">From the top, 0 to 1.</param>
    public static double PlaceValue(Zone at, double x, double y)
    {
        if (at is { Column: 0, Row: 0 })
            return Math.Clamp(2 - (Math.Max(Math.Abs(x - 0.5), Math.Abs(y - 0.5)) / PlaceZone), 0, 1);
        return Math.Min(Side(at.Column, x - 0.5), Side(at.Row, y - 0.5));

        static double Side(int wanted, double offset) => wanted == 0 ? 1 : Math.Clamp(wanted * offset / PlaceZone, 0, 1);
    }

    /// <summary>
    /// Where the subject lies from the other, as part of their distance along each axis, with a dead zone of a tenth of both
    /// sizes: the rule of GenEval (Ghosh et al. 2023). (0, 0) when they lie over one another.
    /// </summary>
    public static (double X, double Y) Direction(Box subject, Box other)
    {
        (double x, double y) = (subject.CentreX - other.CentreX, subject.CentreY - other.CentreY);
        double outX = Beyond(x, DeadZone * (subject.Width + other.Width));
        double outY = Beyond(y, DeadZone * (subject.Height + other.Height));
        if (Math.Abs(outX) < Nothing && Math.Abs(outY) < Nothing)
            return (0, 0);
        double length = double.Hypot(x, y);
        return (outX / length, outY / length);
    }

    private static double Beyond(double offset, double dead) => Math.Sign(offset) * Math.Max(Math.Abs(offset) - dead, 0);

    private static double Nearness(Box one, Box other)
    {
        double size = Math.Max(Math.Max(one.Width, one.Height), Math.Max(other.Width, other.Height));
        return Math.Clamp((Far - (one.Gap(other) / size)) / (Far - Near), 0, 1);
    }

    private static bool StandsOn(Box subject, Box ground)
        => subject.SharedWidth(ground) >= Standing * subject.Width && Math.Abs(subject.Bottom - ground.Top) <= Touching * subject.Height;

    // Seen from above, as on a table: most of the subject within the upper half of what it lies on.
    private static bool LiesOn(Box subject, Box ground)
        => subject.Overlap(new Box(ground.Left, ground.Top, ground.Width, ground.Height / 2)) >= ContainedEnough * subject.Area;

    private static double Holds(bool holds) => holds ? 1 : 0;
}
