using RefineWorkflows.Refinement.Calibration.Comparing;
using Measure = RefineWorkflows.Refinement.Judging.Measuring.Quality;

namespace RefineWorkflows.Refinement.Calibration.Measuring;

/// <summary>A number on a ladder.</summary>
/// <param name="Ladder">The ladder.</param>
/// <param name="Measured">The number; null where the picture shows nothing that it could be measured on.</param>
internal sealed record LadderReadout(Ladder Ladder, double? Measured)
    : AxisReadout(Measured is { } number ? Ladder.WordAt(Ladder.Place(number)) : AxisText.Unspecified)
{
    /// <summary>Bands that a match and a partial match may be away.</summary>
    private const double Match = 0.5;
    private const double Partial = 1.5;

    public override string InNumbers => Measured is { } number ? $"{Value} ({Number(number)})" : Value;

    public static LadderReadout Of(MeasuredAxis axis, SeenPicture picture)
    {
        if (axis.NeedsSubject && !picture.HasSubject)
            return new LadderReadout(axis.Ladder, (double?)null);
        // Nothing is alike for want of anything that stands out: a frame that is all subject measures an area, but no scene.
        double measured = axis.Measure == Measure.SubjectArea && !picture.HasSubject ? 0 : picture[axis.Measure];
        return new LadderReadout(axis.Ladder, measured);
    }

    public override (string Gen, AxisVerdict Verdict) Against(AxisTarget target)
    {
        if (AxisText.IsUnspecified(target.Value))
            return ("", AxisVerdict.Match);
        if (Measured is not { } measured || Ladder.PlaceOf(target.Value) is not { } middle)
            return (Measured is null ? "" : Value, AxisVerdict.Mismatch);
        double aim = target.Number is { } number ? Ladder.Place(number) : middle;
        double away = Ladder.Place(measured) - aim;
        if (Math.Abs(away) <= Match)
            return (target.Value, AxisVerdict.Match);
        string shown = AxisText.Normalise(Value) == AxisText.Normalise(target.Value) ? $"{Value}, {(away > 0 ? Ladder.More : Ladder.Less)}" : Value;
        return (shown, Math.Abs(away) <= Partial ? AxisVerdict.Partial : AxisVerdict.Mismatch);
    }
}
