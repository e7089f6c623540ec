using System.Globalization;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Calibration.Measuring;

/// <summary>What a picture shows on one axis.</summary>
/// <param name="Value">In words; <c>unspecified</c> where it shows nothing on it.</param>
internal abstract record AxisReadout(string Value)
{
    /// <summary>The words with the number behind them, by which later pictures are compared.</summary>
    public abstract string InNumbers { get; }

    /// <summary>What the picture shows beside a target: in the target's words where it matches.</summary>
    public abstract (string Gen, AxisVerdict Verdict) Against(AxisTarget target);

    /// <returns>Null for an axis that cannot be measured.</returns>
    public static AxisReadout? Of(string axis, SeenPicture picture) => axis switch
    {
        MeasuredAxes.BackgroundColour => ColourReadout.Of(picture),
        MeasuredAxes.SubjectCount => new CountReadout(picture.HasSubject ? picture.Count : 0),
        _ => MeasuredAxes.Find(axis) is { } measured ? LadderReadout.Of(measured, picture) : null,
    };

    protected static string Number(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
